"""Intake: sound that somebody brought is checked and listened to; then it is planned like any other song."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.bringing import clear
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.looks.page import failure, page
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """How far the listening is; what went wrong; else the card takes its place."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if job.reply is not None and not _song(job):
        return page(job.reply, say)
    if _anothers(errand, job, service):
        return Look(text=say("own.cannot"), colour="no")
    percent = 10 * round(10 * job.share)
    title = one_line(str(errand.about.get("title", "")))
    return Look(text=say("own.listening", title=title, percent=percent), final=False)


def ended(errand: Errand, job: Job, service: Service) -> None:
    """The file is removed; the song is its owner's, and a card is made of the words."""
    clear(service, int(errand.about["upload"]))
    song = _song(job)
    if not song or _anothers(errand, job, service):
        return
    alone, words = bool(errand.about.get("alone")), str(errand.about.get("words", ""))
    if not (_added(job).get("was_there") and service.uploads.owns(song, errand.visit.person_id)):
        service.uploads.own(song, errand.visit.person_id, alone)
    service.songs.came(song)
    talk_id = f"discord-own-{errand.about['upload']}"
    request = proposal_request(errand.visit, words, song, talk_id, private=alone)
    about = {"words": words, "song": song, "talk_id": talk_id, "private": alone}
    service.enter(f"card:{errand.id}", "card", errand.slot_id, errand.visit, request, about)


def _anothers(errand: Errand, job: Job, service: Service) -> bool:
    """Whether the sound came in at the same time from somebody else, for themselves alone."""
    return _song(job) in service.uploads.hidden_from(errand.visit.person_id)


def _song(job: Job) -> str:
    return str(_added(job).get("id", ""))


def _added(job: Job) -> Mapping[str, Any]:
    """What is told of the song that came in, or was there; nothing where none did."""
    told = job.reply.data.get("songs", ()) if job.reply else ()
    return next((one for one in told if one.get("ok") and one.get("id")), {})
