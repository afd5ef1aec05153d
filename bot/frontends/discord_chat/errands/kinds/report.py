"""A report: what somebody said is wrong with a remix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.servers.notices import notice
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """That it was kept."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    return page(job.reply, say) if job.reply else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Those who look after the server are told."""
    of = service.errands.errand(int(errand.about.get("of", 0)))
    if job.reply is not None and of is not None:
        number = int((job.reply.data.get("report") or {}).get("id", 0))
        notice(service, errand.visit, of, str(errand.about.get("reason", "")), number)
