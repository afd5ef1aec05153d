"""Attached: sound of somebody's own in a message to us, which a press lets them have remixed."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.bringing import LICENSES, Brought, refused
from bot.frontends.discord_chat.clicks import NO_ERRAND, Field, show_form
from bot.frontends.discord_chat.dressing import custom_id
from bot.frontends.discord_chat.looks.look import Button, Look, Option
from bot.frontends.discord_chat.plain import one_line
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    import discord

    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

LONGEST = 2000
SOUND = (".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac", ".aif", ".aiff")
"""By which a file that may be sound is told from others; what it holds is looked at later."""


def sound_of(message: discord.Message) -> discord.Attachment | None:
    """The first file in a message that may be sound."""
    return next((file for file in message.attachments if _sounds(file)), None)


def offer(service: Service, visit: Visit, message_id: int, sound: discord.Attachment, words: str) -> None:
    """Answer a message with sound in it by a button for its terms; in a sentence where it is not taken in."""
    say = wording_of(visit.locale)
    brought = Brought(sound.url, sound.filename, sound.size, next(iter(LICENSES)), words)
    slot_id = service.slots.open(channel_id=visit.channel_id, person_id=visit.person_id, reply_to=message_id)
    no = refused(service, visit, brought)
    if no:
        service.slots.want(slot_id, Look(text=no))
    else:
        expect(service, visit, message_id, brought)
        button = Button("bring", f"{NO_ERRAND}.{message_id}", say("own.terms"), "primary")
        text = say("own.offer", title=one_line(brought.title))
        service.slots.want(slot_id, Look(text=text, rows=((button,),)))
    service.wake()


def expect(service: Service, visit: Visit, key: int, brought: Brought) -> None:
    """Keep what was offered until its terms are told."""
    service.uploads.expect(key, visit.person_id, {"state": "asked", "brought": asdict(brought)})


async def ask_terms(
    service: Service, interaction: discord.Interaction[Any], visit: Visit, key: int, words: str = ""
) -> None:
    """Ask for the license of what was offered under that key, and what to do with it."""
    say = wording_of(visit.locale)
    prompt = Field("words", say("form.words"), words, say("form.example"), long=True, most=LONGEST)
    options = tuple(
        Option(license_, say(f"license.{license_}"), chosen=not number)
        for number, license_ in enumerate(LICENSES)
    )
    terms = Field("license", say("form.license"), options=options)
    form_id = custom_id("bring", f"{NO_ERRAND}.{key}")
    await show_form(service, interaction, form_id, say("form.begin"), prompt, terms)


def _sounds(file: discord.Attachment) -> bool:
    kind = file.content_type or ""
    return kind.startswith(("audio/", "video/ogg")) or file.filename.lower().endswith(SOUND)
