"""Remove this remix: in the menu of a message, for its maker and for moderators."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord_chat.acts import moderate
from bot.frontends.discord_chat.clicks import Click
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("remix",)


def commands(service: Service) -> Iterable[app_commands.ContextMenu]:
    """The menu."""

    @app_commands.context_menu(name=named("command.remove.name"), extras={"free": True})
    async def remove(interaction: discord.Interaction, message: discord.Message) -> None:
        visit = await admitted(service, interaction, "moderate", free=True)
        if visit is None:
            return
        slot = service.slots.of_message(message.id)
        errand = service.errands.of_slot(slot.id) if slot else None
        if errand is None:
            await whisper(service, interaction, wording_of(visit.locale)("removal.no_remix"))
            return
        await moderate.run(Click(service, interaction, visit, errand, ""))

    yield remove
