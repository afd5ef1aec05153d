"""Stop: cancel a remix from the list of one's jobs."""

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
    """Ask for its end, and draw the list as it is now."""
    click.service.queue.cancel(click.errand.job_id)
    click.service.wake()
    look = jobs(click.service, click.visit.person_id, page_named(click.rest), click.say)
    await redraw(click.service, click.interaction, look)
