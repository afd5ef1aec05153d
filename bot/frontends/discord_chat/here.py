"""Here: the talk that somebody means by where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.plans import is_open, offers_to_make, reply_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

LOOKED_THROUGH = 100


def talk_here(service: Service, visit: Visit, within_seconds: float | None = None) -> Talk | None:
    """The talk that goes on in this channel, or the one of the person's own last plan or remix in it.

    The later one of both; their own only where it is of the last `within_seconds`, if they are told.
    """
    going_on = service.talks.in_channel(visit.channel_id)
    since = service.talks.since(visit.channel_id)
    if going_on is None and within_seconds is not None:
        since = service.clock() - within_seconds
    last = _last_here(service, visit, since)
    return _talk_of(service, last) if last else going_on


def _last_here(service: Service, visit: Visit, since: float) -> Errand | None:
    """The person's last plan that waits, or remix that is being made or came out, in this channel."""
    cards = service.errands.of_person(visit.person_id, "card", since, LOOKED_THROUGH)
    renders = service.errands.of_person(visit.person_id, "render", since, LOOKED_THROUGH)
    theirs = sorted((*cards, *renders), key=lambda one: -one.id)
    here = (one for one in theirs if one.visit.channel_id == visit.channel_id and one.about.get("talk_id"))
    return next((one for one in here if _counts(service, one)), None)


def _counts(service: Service, errand: Errand) -> bool:
    if errand.kind == "render":
        return bool(errand.about.get("made")) or is_open(service, errand)
    return offers_to_make(service, errand)


def _talk_of(service: Service, errand: Errand) -> Talk:
    reply = reply_of(service, errand) if errand.kind == "card" else None
    song = reply.data.get("song") if reply else None
    known = str(song["id"]) if isinstance(song, dict) else str(errand.about.get("song", ""))
    return Talk(str(errand.about["talk_id"]), known)
