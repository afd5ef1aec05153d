"""A choice: words about no song in particular wait for somebody to say which one is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat import limits
from bot.frontends.discord_chat.looks.look import Look, Menu, Option
from bot.frontends.discord_chat.looks.page import failure
from bot.frontends.discord_chat.plain import label
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The songs to choose from, once they are known."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if job.reply is None:
        return None
    hidden = service.uploads.hidden_from(errand.visit.person_id)
    songs = [song for song in job.reply.data.get("songs", ()) if song["id"] not in hidden][: limits.OPTIONS]
    if not songs:
        return Look(text=say("talk.no_songs"))
    options = tuple(
        Option(
            song["id"],
            label(song["title"]),
            label(f"{song['artist']} · {say.told(str(song.get('may', '')))}"),
        )
        for song in songs
    )
    menu = Menu("song", str(errand.id), say("talk.choose"), options)
    return Look(text=say("talk.which_song"), rows=((menu,),))


def ended(errand: Errand, job: Job, service: Service) -> None:
    """Nothing is kept; the choice comes by itself."""
