"""Drop: no to a plan card; nothing is made, and the talk stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.card import settled

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Put the card away."""
    look = click.service.slots.slot(click.errand.slot_id).look
    await click.change(settled(look, click.say("card.dropped")))
