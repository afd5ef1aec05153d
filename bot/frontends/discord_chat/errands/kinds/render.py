"""A render: a plan that somebody said yes to, from its place in the queue to the finished remix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.looks.progress import cancelled, failed, running, waiting
from bot.frontends.discord_chat.looks.result import result
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job
    from skills.talk.reply import Preview, Reply

LATER_SKILLS = ("publish",)
"""Skills that get a button on a result, once they exist."""


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """How far it is, or what came out, in the language of the server where others read it too."""
    visit = errand.visit
    if not job.request.person:  # they had their data deleted, and the message says what it shall
        return None
    say = wording_of(visit.locale if errand.about.get("private") else visit.server_locale)
    if job.state == "waiting":
        return waiting(errand, service.queue.place(job.id), service.queue.estimate(job.id), say)
    if job.state == "running":
        return running(errand, job, service.queue.estimate(job.id), say)
    if job.state == "cancelled":
        return cancelled(errand, say)
    if job.state == "failed" or job.reply is None:
        return failed(errand, job, say)
    return result(errand, job.reply, say, tuple(word for word in LATER_SKILLS if word in service.words))


def ended(errand: Errand, job: Job, service: Service) -> None:
    """What was made is known by its ids, to find it again."""
    if job.reply is not None and job.reply.preview is not None:
        service.errands.know(errand.id, **_essentials(errand, job.reply, job.reply.preview))
    service.metrics.job_ended(
        job.lane,
        job.state,
        waited_seconds=(job.started_at or job.ended_at) - job.submitted_at,
        worked_seconds=job.ended_at - (job.started_at or job.ended_at),
        audio_seconds=job.audio_seconds,
        deaths=job.deaths,
    )


def _essentials(errand: Errand, reply: Reply, preview: Preview) -> dict[str, Any]:
    """What is told of a remix as long as its message stands, also when the job is long forgotten."""
    data, license_ = reply.data, reply.data.get("license") or {}
    return {
        "made": True,
        "waits": reply.outcome == "needs approval",
        "remix": data.get("remix", ""),
        "release": data.get("release", ""),
        "title": data.get("title") or errand.about.get("title", ""),
        "credits": preview.credits,
        "credits_text": data.get("credits_text", ""),
        "disclosure": data.get("disclosure") or preview.disclosure,
        "lineage": list(preview.lineage),
        "license": license_.get("output_license") or "",
        "sound": str(reply.files.get("attachment") or preview.sound),
        "preview": str(preview.sound),
    }
