"""Credits: whose a remix is, in full, for whoever asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.kept import credits_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
FREE = True


async def run(click: Click) -> None:
    """Tell them, from what is kept of the remix for as long as its message stands."""
    if not click.errand.about.get("made"):
        await click.whisper(click.say("click.forgotten"))
        return
    await click.whisper("", credits_of(click.errand, click.say))
