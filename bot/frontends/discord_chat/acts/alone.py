"""Alone: yes to a plan that may not be shared, as a preview for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.acts.render import make

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Make it for this person alone."""
    told = click.told()
    if not told.get("private_proposal"):
        await click.whisper(click.say("click.forgotten"))
        return
    await make(click, told["private_proposal"], {**told, "private": True})
