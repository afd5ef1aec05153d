"""Here: the talk that somebody means by where they are, and their last remix there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.errands.talks import Talk

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

LOOKED_THROUGH = 100


def talk_here(service: Service, visit: Visit) -> Talk | None:
    """The talk that goes on in this channel, else the one of the person's last remix in it."""
    going_on = service.talks.in_channel(visit.channel_id)
    if going_on is not None:
        return going_on
    last = last_here(service, visit)
    return Talk(str(last.about["talk_id"]), str(last.about.get("song", ""))) if last else None


def last_here(service: Service, visit: Visit) -> Errand | None:
    """The person's last remix in this channel that came out."""
    mine = service.errands.of_person(visit.person_id, "render", limit=LOOKED_THROUGH)
    return next(
        (
            one
            for one in mine
            if one.visit.channel_id == visit.channel_id and one.about.get("made") and one.about.get("talk_id")
        ),
        None,
    )
