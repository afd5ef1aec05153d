"""Seed: a remix of one's own, begun with the words of another one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.acts._own_talk import begin_talk
from bot.frontends.discord_chat.clicks import Field
from bot.frontends.discord_chat.retelling import LONGEST, words_of

if TYPE_CHECKING:
    from bot.frontends.discord_chat.clicks import Click

OWN = False


async def run(click: Click) -> None:
    """Show the words that led to the remix, to be changed."""
    say, known = click.say, words_of(click.service, click.errand)
    field = Field("words", say("form.seed"), known, say("form.example"), long=True, most=LONGEST)
    await click.form("seed", say("form.begin"), field)


async def submitted(click: Click, told: Mapping[str, str]) -> None:
    """Plan it, in a talk of the person's own."""
    await begin_talk(click, told.get("words", ""), anew=not click.own)
