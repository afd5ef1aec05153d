"""/privacy: what is kept of somebody, where and for how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.wording import Wording

NEEDS = ()
TOPICS = ("kept", "where", "long", "out", "delete", "stays")


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(
        name=named("command.privacy.name"),
        description=named("command.privacy.description"),
        extras={"free": True},
    )
    async def privacy(interaction: discord.Interaction) -> None:
        visit = await admitted(service, interaction, "privacy", free=True)
        if visit is not None:
            await whisper(service, interaction, "", _look(service, wording_of(visit.locale)))

    yield privacy


def _look(service: Service, say: Wording) -> Look:
    days = service.config["jobs"]["keep_days"]
    planner = service.config["planner"]["kind"]
    leaves = say("privacy.out_model") if planner == "openai" else say("privacy.out")
    told = {"out": leaves, "long": say("privacy.long", days=days)}
    parts = tuple(
        Part(say(f"privacy.{topic}_title"), told.get(topic) or say(f"privacy.{topic}")) for topic in TOPICS
    )
    return Look(title=say("privacy.title"), parts=parts)
