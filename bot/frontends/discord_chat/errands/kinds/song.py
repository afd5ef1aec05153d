"""A song: its facts, its terms and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.closing import closed
from bot.frontends.discord_chat.looks.page import failure
from bot.frontends.discord_chat.looks.songs import one_song
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The song, once its picture is drawn."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if (kept_back := closed(errand, job, service)) is not None:
        return kept_back
    return one_song(errand, job.reply, say) if job.reply else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
