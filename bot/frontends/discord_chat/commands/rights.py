"""/rights: what may be done with a song, and whether it may be used for what somebody has in mind."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat import offering
from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.tongue import named
from skills.talk.request import Request

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("rights",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.rights.name"), description=named("command.rights.description"))
    @app_commands.describe(song=named("command.rights.song"), question=named("command.rights.question"))
    async def rights(
        interaction: discord.Interaction,
        song: app_commands.Range[str, 1, 200],
        question: app_commands.Range[str, 1, 500] | None = None,
    ) -> None:
        visit = await admitted(service, interaction, "rights")
        if visit is None:
            return
        request = Request(word="rights", song=song, words=question or "", options={"action": "show"})
        await take(service, interaction, visit, "page", request, {"song": song})

    @rights.autocomplete("song")
    async def offer(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return offering.songs(service, interaction, current)

    yield rights
