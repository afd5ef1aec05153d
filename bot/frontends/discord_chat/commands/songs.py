"""/songs: what there is to remix, each song with what its license permits."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.tongue import named
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("songs",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.songs.name"), description=named("command.songs.description"))
    @app_commands.describe(search=named("command.songs.search"))
    async def songs(
        interaction: discord.Interaction, search: app_commands.Range[str, 1, 200] | None = None
    ) -> None:
        visit = await admitted(service, interaction, "songs")
        if visit is None:
            return
        asked = {"action": "search" if search else "list"}
        await take(
            service, interaction, visit, "songs", Request(word="songs", words=search or "", options=asked)
        )

    yield songs
