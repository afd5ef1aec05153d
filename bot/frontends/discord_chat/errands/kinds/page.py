"""A page: the reply of a skill, shown as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.closing import closed
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.looks.paging import paged
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The reply, once it is there."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if (kept_back := closed(errand, job, service)) is not None:
        return kept_back
    if job.reply is None:
        return None
    return paged(page(job.reply, say), int(errand.about.get("page", 0)), str(errand.id), say)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
