"""Turn: another page of what is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.errands.follower import KINDS
from bot.frontends.discord_chat.looks.paging import page_named
from bot.frontends.discord_chat.shelf import modules
from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = True


async def run(click: Click) -> None:
    """Show that page; it stays the one that is shown."""
    service, page = click.service, page_named(click.rest)
    try:
        job = service.queue.job(click.errand.job_id)
    except NoSuchJob:  # forgotten after its days
        await click.whisper(click.say("click.forgotten"))
        return
    service.errands.know(click.errand.id, page=page)
    errand = replace(click.errand, about={**click.errand.about, "page": page})
    look = modules(KINDS)[errand.kind].look(errand, job, service)
    if look is None:
        await click.whisper(click.say("click.forgotten"))
        return
    await click.change(look)
