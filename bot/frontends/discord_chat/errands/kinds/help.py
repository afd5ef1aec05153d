"""Help: what somebody may do, to leaf through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.helping import helping
from bot.frontends.discord_chat.looks.page import failure
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The page, once the skills told what there is."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    return helping(errand, job.reply, say) if job.reply else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
