"""/undo: the remix that is talked about here, without its last change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.here import talk_here
from bot.frontends.discord_chat.proposing import talked
from bot.frontends.discord_chat.reception import admitted, take, whisper
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ("undo",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.undo.name"), description=named("command.undo.description"))
    async def undo(interaction: discord.Interaction) -> None:
        visit = await admitted(service, interaction, "undo")
        if visit is None:
            return
        talk = talk_here(service, visit)
        if talk is None:
            await whisper(service, interaction, wording_of(visit.locale)("refine.nothing"))
            return
        request, about = talked(service, visit, "undo", talk.song, talk.talk_id, word="undo")
        await take(service, interaction, visit, "card", request, about)

    yield undo
