"""Talking: what is said to us in a direct message, by our name, or in a thread of a remix."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.servers.excusing import excuse
from bot.frontends.discord_chat.servers.servers import parent_of
from bot.frontends.discord_chat.visit import Visit, visit_of_message
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service

_TURNS = {"nearest", "undo", "redo"}
"""Words after a slash that are turns of a talk, not skills."""
LONGEST = 2000


async def said(service: Service, client: discord.Client, message: discord.Message) -> None:
    """Answer what was said to us; silent for all else."""
    assert client.user is not None, "messages come once we are somebody"
    direct = message.guild is None
    if direct or client.user in message.mentions:
        with service.database.writing():  # heard and entered, or neither
            _heard(service, client.user.id, message)


def _heard(service: Service, own_id: int, message: discord.Message) -> None:
    if not service.errands.claim(message.id):
        return
    words = re.sub(rf"<@!?{own_id}>", " ", message.content).strip()[:LONGEST]
    heard = visit_of_message(message, service.servers.locale_of(message.author.id) or _usual(message))
    visit = service.servers.at_home(heard)
    roles = {role.id for role in getattr(message.author, "roles", ())}
    denied = service.servers.denied_to(visit, parent_of(message.channel), roles)
    if denied:
        excuse(service, visit, message.id, denied)
        return
    talk = _talk_of(service, message)
    answer(service, visit, message.id, words, talk)


def answer(service: Service, visit: Visit, message_id: int, words: str, talk: Talk) -> None:
    """Enter what was said as an errand whose card answers the message."""
    song, words = _song(service, words, talk)
    slot_id = service.slots.open(channel_id=visit.channel_id, person_id=visit.person_id, reply_to=message_id)
    about = {"words": words, "song": song, "talk_id": talk.talk_id, "talk_channel": visit.channel_id}
    if not song and words and not words.startswith("/"):
        request = Request(word="songs", options={"action": "list"})
        service.enter(f"m{message_id}", "choose", slot_id, visit, request, about)
        service.wake()
        return
    request = _request(visit, words, song, talk.talk_id)
    waits, proposal = waiting(service, visit.person_id, talk.talk_id)
    if waits is not None:
        request = replace(request, options={**request.options, "upon": proposal})
        about["upon"] = waits.id
    service.enter(f"m{message_id}", "card", slot_id, visit, request, {**about, "words": request.words})
    service.wake()


def waiting(service: Service, person_id: int, talk_id: str) -> tuple[Errand | None, str]:
    """The card of that talk which still waits for its person's yes, with the proposal on it."""
    card = service.errands.waiting_card(person_id, talk_id)
    look = service.slots.slot(card.slot_id).look if card else None
    if card is None or look is None or not any(item.act == "render" for row in look.rows for item in row):
        return None, ""
    reply = service.queue.job(card.job_id).reply
    proposal = str(reply.data.get("proposal") or "") if reply else ""
    return (card, proposal) if proposal else (None, "")


def _request(visit: Visit, words: str, song: str, talk_id: str) -> Request:
    """What the skills are asked: words for whatever they mean, or the skill that a slash names."""
    if not words.startswith("/"):
        return proposal_request(visit, words, song, talk_id, word="" if words else "help")
    word, _, rest = words[1:].partition(" ")
    rest = rest.strip()
    if word == "song":
        return Request(word="songs", song=rest, talk_id=talk_id, options={"action": "show"})
    if word == "songs":
        return Request(word="songs", words=rest, options={"action": "search" if rest else "list"})
    if word in _TURNS:
        return proposal_request(visit, words if word == "nearest" else words[1:], song, talk_id, word="")
    return proposal_request(visit, rest, song, talk_id, word=word)


def _talk_of(service: Service, message: discord.Message) -> Talk:
    """The talk of the message that is answered, else of this channel, else a new one."""
    reply = message.reference.message_id if message.reference else None
    slot = service.slots.of_message(reply) if reply else None
    errand = service.errands.of_slot(slot.id) if slot else None
    if errand is not None and errand.about.get("talk_id"):
        return Talk(str(errand.about["talk_id"]), str(errand.about.get("song", "")))
    known = service.talks.in_channel(message.channel.id)
    return known or Talk(f"discord-{message.id}", "")


def _song(service: Service, words: str, talk: Talk) -> tuple[str, str]:
    """The song that the talk is about, else one that is named in the words."""
    if talk.song or words.startswith("/"):
        return talk.song, words
    named = service.songs.named_in(words)
    return (named[0].id, named[1]) if named else ("", words)


def _usual(message: discord.Message) -> str:
    return message.guild.preferred_locale.value if message.guild else "en-US"
