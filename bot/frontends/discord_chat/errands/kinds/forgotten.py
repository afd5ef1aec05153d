"""Forgotten: all of a person is deleted, and one message says so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.personal import forget
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """What was deleted, and what had to stay."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    return replace(page(job.reply, say), text=say("mydata.gone")) if job.reply else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """What this front end keeps goes too, once the skills have forgotten; nothing where they could not."""
    if job.state == "done":
        forget(service, errand.visit.person_id, errand)
