"""Begin: a remix of the song that is shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.acts._own_talk import begin_talk
from bot.frontends.discord_chat.clicks import Field

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False
LONGEST = 2000


async def run(click: Click) -> None:
    """Ask what shall be done with it."""
    field = Field("words", click.say("form.words"), "", click.say("form.example"), long=True, most=LONGEST)
    await click.form("begin", click.say("form.begin"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Plan it, in a talk of its own."""
    await begin_talk(click, told.get("words", ""))
