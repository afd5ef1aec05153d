"""Song: which song somebody's words were about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.proposing import talked

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Read the words again, about that song; the card takes the place of the question."""
    service, about = click.service, click.errand.about
    song = next(iter(click.chosen), "")
    request, known = talked(service, click.visit, str(about["words"]), song, str(about["talk_id"]))
    service.enter(
        f"i{click.interaction.id}", "card", click.errand.slot_id, click.visit, request,
        {**about, **known},
    )  # fmt: skip
    await click.change(Look(text=click.say("card.reading"), final=False))
