"""Answer: one of the answers that were offered to a question back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.acts.tweak import propose

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Say it, as if it had been typed."""
    reply = click.service.queue.job(click.errand.job_id).reply
    offered = reply.suggestions if reply else ()
    if not click.rest.isdecimal() or int(click.rest) >= len(offered):
        await click.whisper(click.say("click.forgotten"))
        return
    await propose(click, click.errand, offered[int(click.rest)])
