"""Talking: what is said to us in a direct message, by our name, or in a thread of a remix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord

from bot.frontends.discord_chat.attached import offer, sound_of
from bot.frontends.discord_chat.errands.talks import Talk
from bot.frontends.discord_chat.here import talk_here
from bot.frontends.discord_chat.proposing import spoken, talked
from bot.frontends.discord_chat.servers.excusing import excuse
from bot.frontends.discord_chat.servers.servers import parent_of
from bot.frontends.discord_chat.visit import Visit, visit_of_message
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

_TURNS = {"nearest", "undo", "redo"}
"""Words after a slash that are turns of a talk, not skills."""
LONGEST = 2000
RECENT_SECONDS = 86_400.0
"""How long ago a remix is that words in a channel still go on with, where no talk goes on there."""


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
    words = re.sub(rf"<@!?{own_id}>", " ", message.content).strip()
    words = spoken(words)[:LONGEST]
    heard = visit_of_message(message, service.servers.locale_of(message.author.id) or _usual(message))
    visit = service.servers.at_home(heard)
    roles = {role.id for role in getattr(message.author, "roles", ())}
    denied = service.servers.denied_to(visit, parent_of(message.channel), roles)
    if denied:
        excuse(service, visit, message.id, denied)
        return
    sound = sound_of(message)
    if sound is not None:
        offer(service, visit, message.id, sound, words)
        return
    talk = _talk_of(service, visit, message)
    answer(service, visit, message.id, words, talk)


def answer(service: Service, visit: Visit, message_id: int, words: str, talk: Talk) -> None:
    """Enter what was said as an errand whose card answers the message."""
    song = _song(service, visit, words, talk)
    slot_id = service.slots.open(channel_id=visit.channel_id, person_id=visit.person_id, reply_to=message_id)
    about = {"words": words, "song": song, "talk_id": talk.talk_id, "talk_channel": visit.channel_id}
    if not song and words and not words.startswith("/"):
        request = Request(word="songs", options={"action": "list"})
        service.enter(f"m{message_id}", "choose", slot_id, visit, request, about)
        service.wake()
        return
    request, known = _request(service, visit, words, song, talk.talk_id)
    service.enter(f"m{message_id}", "card", slot_id, visit, request, {**about, **known})
    service.wake()


def _request(
    service: Service, visit: Visit, words: str, song: str, talk_id: str
) -> tuple[Request, dict[str, Any]]:
    """What the skills are asked: words for whatever they mean, or the skill that a slash names."""
    if not words.startswith("/"):
        return talked(service, visit, words, song, talk_id, word="" if words else "help")
    word, _, rest = words[1:].partition(" ")
    rest = rest.strip()
    if word == "song":
        return Request(word="songs", song=rest, talk_id=talk_id, options={"action": "show"}), {"words": rest}
    if word == "songs":
        options = {"action": "search" if rest else "list"}
        return Request(word="songs", words=rest, options=options), {"words": rest}
    if word in _TURNS:
        return talked(service, visit, words if word == "nearest" else words[1:], song, talk_id)
    return talked(service, visit, rest, song, talk_id, word=word)


def _talk_of(service: Service, visit: Visit, message: discord.Message) -> Talk:
    """The talk of the message that is answered, else the one that goes on here, else a new one."""
    reply = message.reference.message_id if message.reference else None
    slot = service.slots.of_message(reply) if reply else None
    errand = service.errands.of_slot(slot.id) if slot else None
    if errand is not None and errand.about.get("talk_id"):
        return Talk(str(errand.about["talk_id"]), str(errand.about.get("song", "")))
    known = talk_here(service, visit, RECENT_SECONDS)
    return known or Talk(f"discord-{message.id}", "")


def _song(service: Service, visit: Visit, words: str, talk: Talk) -> str:
    """The song that the talk is about, else one that is named in the words."""
    if talk.song or words.startswith("/"):
        return talk.song
    named = service.songs.named_in(words, service.uploads.hidden_from(visit.person_id))
    return named.id if named else ""


def _usual(message: discord.Message) -> str:
    return message.guild.preferred_locale.value if message.guild else "en-US"
