"""/jobs: what one asked for, how long it still takes, and what was made, to be sent again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.looks.jobs import jobs as jobs_of
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("remix",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(
        name=named("command.jobs.name"),
        description=named("command.jobs.description"),
        extras={"free": True},
    )
    async def jobs(interaction: discord.Interaction) -> None:
        visit = await admitted(service, interaction, "jobs", free=True)
        if visit is not None:
            look = jobs_of(service, visit.person_id, 0, wording_of(visit.locale))
            await whisper(service, interaction, "", look)

    yield jobs
