"""Closing: a reply about a song that its owner keeps to themself is shown to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def closed(errand: Errand, job: Job, service: Service) -> Look | None:
    """What is said in place of such a reply; None for every other one."""
    told = job.reply.data.get("song") if job.reply else None
    song = str(told.get("id", "")) if isinstance(told, dict) else str(told or "")
    if not song or song not in service.uploads.hidden_from(errand.visit.person_id):
        return None
    return Look(text=wording_of(errand.visit.locale)("songs.not_yours"))
