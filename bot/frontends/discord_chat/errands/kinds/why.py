"""Why: what the last change did or why something is as it is, and how things stand in that place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Part
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.looks.paging import paged
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The answer of the skill, with how things stand here below it."""
    say = wording_of(errand.visit.locale)
    if job.reply is None and job.is_open:
        return None
    told = page(job.reply, say) if job.reply else failure(job, say)
    here = Part(say("why.here"), "\n".join(errand.about.get("here", ())))
    whole = replace(told, parts=(*told.parts, here))
    return paged(whole, int(errand.about.get("page", 0)), str(errand.id), say)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
