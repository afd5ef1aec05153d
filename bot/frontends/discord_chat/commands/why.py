"""/why: why a remix is as it is, and why something does not work here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat.diagnosis import diagnosed
from bot.frontends.discord_chat.here import talk_here
from bot.frontends.discord_chat.looks.look import Look, Part
from bot.frontends.discord_chat.proposing import talked
from bot.frontends.discord_chat.reception import admitted, take, whisper
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.service import Service

NEEDS = ()


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(
        name=named("command.why.name"), description=named("command.why.description"), extras={"free": True}
    )
    @app_commands.describe(question=named("command.why.question"))
    async def why(
        interaction: discord.Interaction, question: app_commands.Range[str, 1, 500] | None = None
    ) -> None:
        visit = await admitted(service, interaction, "why", free=True)
        if visit is None:
            return
        here = diagnosed(service, interaction, visit)
        talk = talk_here(service, visit)
        closed = service.servers.denied(interaction, visit, "remix")
        if talk is None or closed or "changes" not in service.words:
            say = wording_of(visit.locale)
            look = Look(title=say("why.here"), parts=(Part(say("why.found"), "\n".join(here)),))
            await whisper(service, interaction, "", look)
            return
        request, _ = talked(service, visit, question or "", talk.song, talk.talk_id, word="changes")
        await take(service, interaction, visit, "why", request, {"here": list(here)})

    yield why
