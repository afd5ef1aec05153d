"""Remix this: in the menu of a message, a remix of one's own of what can be heard in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.acts import seed
from bot.frontends.discord_chat.attached import ask_terms, expect, sound_of
from bot.frontends.discord_chat.bringing import LICENSES, Brought, refused
from bot.frontends.discord_chat.clicks import Click
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.reporting import may_see
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("remix",)


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
    sound = sound_of(message)
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
    expect(service, visit, interaction.id, brought)
    await ask_terms(service, interaction, visit, interaction.id)
