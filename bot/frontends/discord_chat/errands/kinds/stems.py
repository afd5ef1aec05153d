"""Stems: the tracks of a remix on their way to one person, from the place in the queue to the files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.closing import closed
from bot.frontends.discord_chat.looks.progress import cancelled, failed, running, waiting
from bot.frontends.discord_chat.looks.stems import stems
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """How far it is, or the files."""
    say = wording_of(errand.visit.locale)
    if job.state == "waiting":
        return waiting(errand, service.queue.place(job.id), service.queue.estimate(job.id), say)
    if job.state == "running":
        return running(errand, job, service.queue.estimate(job.id), say)
    if job.state == "cancelled":
        return replace(cancelled(errand, say), rows=())
    if job.state == "failed" or job.reply is None:
        return replace(failed(errand, job, say), rows=())
    return closed(errand, job, service) or stems(job.reply, say)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept; whoever wants them once more presses once more."""
    service.metrics.job_ended(
        job.lane,
        job.state,
        waited_seconds=(job.started_at or job.ended_at) - job.submitted_at,
        worked_seconds=job.ended_at - (job.started_at or job.ended_at),
        audio_seconds=job.audio_seconds,
        deaths=job.deaths,
    )
