"""/mydata: all that is kept of whoever asks, as a file, or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import discord
from discord import app_commands

from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.tongue import named
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("mydata",)
FREE = {"free": True}


def commands(service: Service) -> Iterable[app_commands.Group]:
    """The command with its two halves."""
    mydata = app_commands.Group(
        name=named("command.mydata.name"), description=named("command.mydata.description"), extras=FREE
    )

    @mydata.command(
        name=named("command.mydata.export.name"), description=named("command.mydata.export.description")
    )
    async def export(interaction: discord.Interaction) -> None:
        visit = await admitted(service, interaction, "mydata", free=True)
        if visit is None:
            return
        folder = service.home / "exports" / f"i{interaction.id}"
        request = Request(word="mydata", options={"action": "export", "out": str(folder)})
        await take(service, interaction, visit, "mydata", request)

    @mydata.command(
        name=named("command.mydata.delete.name"), description=named("command.mydata.delete.description")
    )
    async def delete(interaction: discord.Interaction) -> None:
        visit = await admitted(service, interaction, "mydata", free=True)
        if visit is not None:
            request = Request(word="mydata", options={"action": "show"})
            await take(service, interaction, visit, "forget", request)

    yield mydata
