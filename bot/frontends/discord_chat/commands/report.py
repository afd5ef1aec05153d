"""/report: say what is wrong with a remix; whoever looks after the place is told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.frontends.discord_chat import offering
from bot.frontends.discord_chat.reception import admitted, whisper
from bot.frontends.discord_chat.reporting import file_report, linked, may_see
from bot.frontends.discord_chat.tongue import named
from bot.frontends.discord_chat.wording import wording_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.frontends.discord_chat.visit import Visit

NEEDS = ("report",)


def commands(service: Service) -> Iterable[app_commands.Command[Any, ..., Any]]:
    """The command."""

    @app_commands.command(
        name=named("command.report.name"),
        description=named("command.report.description"),
        extras={"free": True},
    )
    @app_commands.describe(remix=named("command.report.remix"), reason=named("command.report.reason"))
    async def report(
        interaction: discord.Interaction,
        remix: app_commands.Range[str, 1, 200],
        reason: app_commands.Range[str, 3, 1000],
    ) -> None:
        visit = await admitted(service, interaction, "report", free=True)
        if visit is None:
            return
        errand = _meant(service, visit, remix)
        if errand is None or not errand.about.get("made"):
            await whisper(service, interaction, wording_of(visit.locale)("report.unknown"))
            return
        await file_report(service, interaction, visit, errand, reason)

    @report.autocomplete("remix")
    async def offer(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
        return offering.remixes(service, interaction, current)

    yield report


def _meant(service: Service, visit: Visit, remix: str) -> Errand | None:
    """The remix that was chosen from the list, or whose message is linked."""
    if remix.isascii() and remix.isdecimal() and len(remix) < 16:
        errand = service.errands.errand(int(remix))
        return errand if errand is not None and may_see(errand, visit) else None
    return linked(service, visit, remix)
