"""Jobs: another page of what a person asked for, or the same anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.delivering import redraw
from bot.frontends.discord_chat.looks.jobs import jobs
from bot.frontends.discord_chat.looks.paging import page_named

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True
FREE = True


async def run(click: Click) -> None:
    """Draw the list as it is now."""
    look = jobs(click.service, click.visit.person_id, page_named(click.rest), click.say)
    await redraw(click.service, click.interaction, look)
