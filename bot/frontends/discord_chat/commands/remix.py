"""/remix: a song and what to do with it; the answer is a plan card."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.proposing import proposal_request
from bot.frontends.discord_chat.reception import admitted, take
from bot.frontends.discord_chat.tongue import named

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("remix",)
LONGEST = 2000


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.remix.name"), description=named("command.remix.description"))
    @app_commands.describe(
        song=named("command.remix.song"),
        prompt=named("command.remix.prompt"),
        private=named("command.remix.private"),
    )
    async def remix(
        interaction: discord.Interaction,
        song: app_commands.Range[str, 1, 200],
        prompt: app_commands.Range[str, 1, 2000],
        private: bool = False,
    ) -> None:
        visit = await admitted(service, interaction, "remix")
        if visit is None:
            return
        talk_id = f"discord-{interaction.id}"
        request = proposal_request(visit, prompt, song, talk_id, private=private)
        about = {"words": prompt, "song": song, "talk_id": talk_id, "private": private}
        await take(service, interaction, visit, "card", request, about)

    @remix.autocomplete("song")
    async def offer(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=s.told, value=s.id) for s in service.songs.like(current)]

    yield remix
