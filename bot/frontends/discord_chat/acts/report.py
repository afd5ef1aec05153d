"""Report: somebody says what is wrong with a remix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.reporting import LONGEST, file_report

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
FREE = True


async def run(click: Click) -> None:
    """Ask for the reason."""
    say = click.say
    field = Field("reason", say("form.reason"), "", say("form.reason_example"), long=True, most=LONGEST)
    await click.form("report", say("form.report"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Keep it, and tell those who look after this server."""
    await file_report(click.service, click.interaction, click.visit, click.errand, told.get("reason", ""))
