"""/refine: go on with the remix that is talked about here."""

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

NEEDS = ("remix",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(name=named("command.refine.name"), description=named("command.refine.description"))
    @app_commands.describe(prompt=named("command.refine.prompt"), private=named("command.refine.private"))
    async def refine(
        interaction: discord.Interaction, prompt: app_commands.Range[str, 1, 2000], private: bool = False
    ) -> None:
        visit = await admitted(service, interaction, "refine")
        if visit is None:
            return
        talk = talk_here(service, visit)
        if talk is None:
            await whisper(service, interaction, wording_of(visit.locale)("refine.nothing"))
            return
        request, about = talked(service, visit, prompt, talk.song, talk.talk_id, private=private)
        await take(service, interaction, visit, "card", request, about)

    yield refine
