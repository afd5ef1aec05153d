"""Remix this: in the menu of a message, a remix of one's own of what can be heard in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.acts import seed
from bot.frontends.discord_chat.bringing import LICENSES, Brought, refused
from bot.frontends.discord_chat.clicks import NO_ERRAND, Click, Field, show_form
from bot.frontends.discord_chat.dressing import custom_id
from bot.frontends.discord_chat.looks.look import Option
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.reporting import may_see
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("remix",)
LONGEST = 2000
SOUND = (".mp3", ".m4a", ".wav", ".ogg", ".opus", ".flac", ".aac", ".aif", ".aiff")
"""By which a file that may be sound is told from others; what it holds is looked at later."""


def commands(service: Service) -> Iterable[app_commands.ContextMenu]:
    """The line of the menu."""

    async def this(interaction: discord.Interaction, message: discord.Message) -> None:
        visit = await admitted(service, interaction, "remix")
        if visit is None:
            return
        errand = _made(service, visit, message)
        if errand is not None:
            await seed.run(Click(service, interaction, visit, errand, ""))
        else:
            await _own(service, interaction, visit, message)

    yield app_commands.ContextMenu(name=named("menu.remix_this.name"), callback=this)


def _made(service: Service, visit: Visit, message: discord.Message) -> Errand | None:
    """The remix of ours that the message is."""
    slot = service.slots.of_message(message.id)
    errand = service.errands.of_slot(slot.id) if slot else None
    shown = errand is not None and errand.about.get("made") and may_see(errand, visit)
    return errand if shown else None


async def _own(
    service: Service, interaction: discord.Interaction[Any], visit: Visit, message: discord.Message
) -> None:
    """Sound that the person themself posted; a form asks for its license and what to do with it."""
    say = wording_of(visit.locale)
    sound = next((file for file in message.attachments if _sounds(file)), None)
    if sound is None:
        await whisper(service, interaction, say("own.no_sound"))
        return
    if message.author.id != visit.person_id:
        await whisper(service, interaction, say("own.not_yours"))
        return
    brought = Brought(sound.url, sound.filename, sound.size, next(iter(LICENSES)), "")
    no = refused(service, visit, brought)
    if no:
        await whisper(service, interaction, no)
        return
    service.uploads.expect(interaction.id, visit.person_id, {"state": "asked", "brought": asdict(brought)})
    words = Field("words", say("form.words"), "", say("form.example"), long=True, most=LONGEST)
    options = tuple(
        Option(key, say(f"license.{key}"), chosen=not number) for number, key in enumerate(LICENSES)
    )
    terms = Field("license", say("form.license"), options=options)
    form_id = custom_id("bring", f"{NO_ERRAND}.{interaction.id}")
    await show_form(service, interaction, form_id, say("form.begin"), words, terms)


def _sounds(file: discord.Attachment) -> bool:
    kind = file.content_type or ""
    return kind.startswith(("audio/", "video/ogg")) or file.filename.lower().endswith(SOUND)
