"""Standing: how far somebody's remix is, told where they asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.looks.progress import left
from bot.frontends.discord_chat.plain import one_line
from bot.jobs.job import NoSuchJob

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.wording import Wording
    from bot.jobs.job import Job


def standing(service: Service, render: Errand | None, say: Wording, *, stop: bool = False) -> Look:
    """Where a remix stands, with the way to its message; stop: it was asked to end."""
    job = _job(service, render)
    if render is None or job is None:
        return Look(text=say("standing.nothing"))
    told = say("jobs.stopping") if stop or job.cancel_asked_at else _how_far(service, job, say)
    if not job.is_open and not (stop and job.state == "cancelled"):
        told = say("standing.over")
    title = one_line(str(render.about.get("title", ""))) or "…"
    way = _way(service, render)
    return Look(text="\n".join(filter(None, (f"**{title}**: {told}", way))))


def _how_far(service: Service, job: Job, say: Wording) -> str:
    if job.state == "waiting":
        told = say("jobs.waiting", place=service.queue.place(job.id))
    else:
        told = say("jobs.running", percent=round(100 * job.share))
    wait = left(service.queue.estimate(job.id), say)
    return f"{told}, {wait}" if wait else told


def _job(service: Service, render: Errand | None) -> Job | None:
    try:
        return service.queue.job(render.job_id) if render is not None else None
    except NoSuchJob:  # forgotten after its days
        return None


def _way(service: Service, render: Errand) -> str:
    """The address of its message; "" where only one person sees it, and only for a while."""
    slot = service.slots.slot(render.slot_id)
    if slot.ephemeral or not slot.message_id:
        return ""
    place = render.visit.server_id or "@me"
    return f"https://discord.com/channels/{place}/{slot.channel_id}/{slot.message_id}"
