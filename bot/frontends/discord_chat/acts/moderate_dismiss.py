"""Dismiss: a reported remix stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.servers.may import may_moderate
from bot.frontends.discord_chat.servers.notices import dismissed

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
FREE = True


async def run(click: Click) -> None:
    """Settle that one report."""
    if not may_moderate(click.interaction) or click.visit.server_id != click.errand.visit.server_id:
        await click.whisper(click.say("removal.not_you"))
        return
    await click.change(dismissed(click.service, click.errand, click.visit))
