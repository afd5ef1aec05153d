"""Songs: those that were asked for, to leaf through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.looks.songs import song_list
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.looks.look import Look
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The list, without what others brought for themselves alone."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if job.reply is None:
        return None
    if job.reply.outcome == "failed":
        return page(job.reply, say)
    hidden = service.uploads.hidden_from(errand.visit.person_id)
    songs = [song for song in job.reply.data.get("songs", ()) if song["id"] not in hidden]
    return song_list(errand, songs, say)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept."""
