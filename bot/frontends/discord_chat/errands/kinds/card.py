"""A card: words about a song, planned and cleared, waiting for a yes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.closing import closed
from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.looks.card import card, said_anew, settled
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.looks.page import failure
from bot.frontends.discord_chat.looks.songs import song_list
from bot.frontends.discord_chat.looks.standing import standing
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.rendering import agree
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.wording import Wording
    from bot.jobs.job import Job
    from skills.talk.reply import Reply

PATIENCE_SECONDS = 3.0


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The card, once the words were read."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        known = service.songs.find(str(errand.about.get("song", "")))  # else other words do not help either
        seen = known is not None and known.id not in service.uploads.hidden_from(errand.visit.person_id)
        return said_anew(errand, failure(job, say), say) if seen else failure(job, say)
    if (kept_back := closed(errand, job, service)) is not None:
        return kept_back
    if job.reply is not None and (said := _said(errand, job.reply, service)) is not None:
        return said
    if job.reply is not None:
        public = not service.slots.slot(errand.slot_id).ephemeral
        return _of_the_song(errand, job.reply, card(errand, job.reply, say, public=public), say)
    late = service.clock() - errand.at > PATIENCE_SECONDS
    return Look(text=say("card.reading"), final=False) if late else None


def _of_the_song(errand: Errand, reply: Reply, shown: Look, say: Wording) -> Look:
    """The card with a line on what is made, where it was begun from a remix of somebody else."""
    song = reply.data.get("song")
    if not errand.about.get("anew") or not reply.data.get("proposal") or not isinstance(song, dict):
        return shown
    told = say("card.anew", song=one_line(str(song.get("title", ""))))
    return replace(shown, text="\n".join(filter(None, (shown.text, told))))


def _said(errand: Errand, reply: Reply, service: Service) -> Look | None:
    """The answer to words that were no wish: yes and no, how it stands, and which songs there are."""
    say, data = wording_of(errand.visit.locale), reply.data
    if "agreed" in data and data.get("upon") in (errand.about.get("waits") or {}):
        return Look(text=say("card.reading" if data["agreed"] else "card.dropped"))
    if "agreed" in data or "about_work" in data:
        return standing(service, _rendering(errand, service), say, stop=data.get("about_work") == "stop")
    if not data.get("proposal") and isinstance(data.get("songs"), list | tuple) and reply.outcome == "done":
        hidden = service.uploads.hidden_from(errand.visit.person_id)
        return song_list(errand, [song for song in data["songs"] if song["id"] not in hidden], say)
    return None


def _rendering(errand: Errand, service: Service) -> Errand | None:
    """The remix that was being made in the talk when the words were said."""
    number = int(errand.about.get("rendering") or 0)
    return service.errands.errand(number) if number else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """The talk goes on in this channel, where it is one of its own, with the song that was found."""
    channel_id, talk_id = errand.about.get("talk_channel"), errand.about.get("talk_id")
    song = (job.reply.data.get("song") if job.reply else None) or {}
    if closed(errand, job, service) is not None:
        return
    if job.reply is not None:
        _answered(errand, job.reply, service)
    if channel_id and talk_id and isinstance(song, dict) and song.get("id"):
        service.talks.go_on(int(channel_id), Talk(str(talk_id), str(song["id"])))


def _answered(errand: Errand, reply: Reply, service: Service) -> None:
    """What the words did to what was there: the cards that waited, and the remix that was being made."""
    render = _rendering(errand, service)
    if reply.data.get("about_work") == "stop" and render is not None:
        service.queue.cancel(render.job_id)
    waits = errand.about.get("waits") or {}
    earlier = service.errands.errand(int(waits.get(reply.data.get("upon"), 0)))
    if "agreed" in reply.data:
        if earlier is not None:
            _answer(errand, earlier, bool(reply.data["agreed"]), service)
    elif reply.data.get("proposal") and reply.outcome in ("done", "needs approval"):
        instead_of = service.errands.errand(int(errand.about.get("instead_of") or 0))
        for card_ in (earlier, instead_of):
            _put_away(errand, card_, "card.tweaked", service)


def _answer(errand: Errand, card_: Errand, yes: bool, service: Service) -> None:
    """A plain yes or no to a card."""
    if not yes:
        _put_away(errand, card_, "card.dropped", service)
    elif agree(service, errand, card_):
        _put_away(errand, card_, "card.on_its_way", service)


def _put_away(errand: Errand, card_: Errand | None, how: str, service: Service) -> None:
    """Let nothing more be pressed on a card, where its message has not become a remix meanwhile."""
    last = service.errands.of_slot(card_.slot_id) if card_ else None
    if card_ is None or last is None or last.id != card_.id:
        return
    slot = service.slots.slot(card_.slot_id)
    if slot.wanted and slot.look.rows:
        service.slots.want(slot.id, settled(slot.look, wording_of(errand.visit.locale)(how)))
