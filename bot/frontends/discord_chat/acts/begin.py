"""Begin: a remix of the song that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import take

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
LONGEST = 2000


async def run(click: Click) -> None:
    """Ask what shall be done with it."""
    field = Field("words", click.say("form.words"), "", click.say("form.example"), long=True, most=LONGEST)
    await click.form("begin", click.say("form.begin"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Plan it, in a talk of its own."""
    words, song = told.get("words", ""), str(click.errand.about.get("song", ""))
    talk_id = f"discord-{click.interaction.id}"
    request = proposal_request(click.visit, words, song, talk_id)
    about = {"words": words, "song": song, "talk_id": talk_id}
    await take(click.service, click.interaction, click.visit, "card", request, about)
