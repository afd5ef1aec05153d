"""A card: words about a song, planned and cleared, waiting for a yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.frontends.discord_chat.closing import closed
from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.looks.card import card, settled
from bot.frontends.discord_chat.looks.look import Look
from bot.frontends.discord_chat.looks.page import failure
from bot.frontends.discord_chat.rendering import agree
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job
    from skills.talk.reply import Reply

PATIENCE_SECONDS = 3.0


def look(errand: Errand, job: Job, service: Service) -> Look | None:
    """The card, once the words were read."""
    say = wording_of(errand.visit.locale)
    if job.state in ("failed", "cancelled"):
        return failure(job, say)
    if (kept_back := closed(errand, job, service)) is not None:
        return kept_back
    if job.reply is not None and "agreed" in job.reply.data:
        return Look(text=say("card.reading" if job.reply.data["agreed"] else "card.dropped"))
    if job.reply is not None:
        return card(errand, job.reply, say, public=not service.slots.slot(errand.slot_id).ephemeral)
    late = service.clock() - errand.at > PATIENCE_SECONDS
    return Look(text=say("card.reading"), final=False) if late else None


def ended(errand: Errand, job: Job, service: Service) -> None:
    """The talk goes on in this channel, where it is one of its own, with the song that was found."""
    channel_id, talk_id = errand.about.get("talk_channel"), errand.about.get("talk_id")
    song = (job.reply.data.get("song") if job.reply else None) or {}
    if closed(errand, job, service) is not None:
        return
    if job.reply is not None and errand.about.get("upon"):
        _answered(errand, job.reply, service)
    if channel_id and talk_id and isinstance(song, dict) and song.get("id"):
        service.talks.go_on(int(channel_id), Talk(str(talk_id), str(song["id"])))


def _answered(errand: Errand, reply: Reply, service: Service) -> None:
    """The card that waited before this one: agreed to, turned down, or changed by the words."""
    earlier = service.errands.errand(int(errand.about["upon"]))
    if earlier is None or not ("agreed" in reply.data or reply.data.get("proposal")):
        return
    say = wording_of(errand.visit.locale)
    slot = service.slots.slot(earlier.slot_id)
    yes = reply.data.get("agreed")
    if not yes or agree(service, errand, earlier):
        how = "card.tweaked" if yes is None else "card.on_its_way" if yes else "card.dropped"
        service.slots.want(slot.id, settled(slot.look, say(how)))
