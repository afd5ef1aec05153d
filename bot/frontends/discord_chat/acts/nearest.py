"""Nearest: yes to the nearest plan that the license allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.acts.render import make

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Make the nearest allowed plan."""
    told = click.told()
    if not told.get("nearest_proposal"):
        await click.whisper(click.say("click.forgotten"))
        return
    await make(click, told["nearest_proposal"], told)
