"""Forget: yes to deleting all that is kept of oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Delete it; the message that asked tells what was deleted."""
    service, errand = click.service, click.errand
    request = Request(word="mydata", options={"action": "delete"})
    service.enter(f"i{click.interaction.id}", "forgotten", errand.slot_id, click.visit, request, {})
    await click.change(Look(text=click.say("mydata.going"), final=False))
