"""Cancel: stop a remix that waits or is being made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.frontends.discord_chat.reception import insisted

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Ask for the stop; the message tells when it came."""
    click.service.queue.cancel(click.errand.job_id)
    try:
        await insisted(click.interaction.response.defer)
    except discord.HTTPException:
        click.service.wake()
        return
    click.service.wake()
