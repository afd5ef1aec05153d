"""Doing: what tests of commands do again and again."""

from __future__ import annotations

from tests.bot.discord.rig import Rig, text_of
from tests.discord_server.acts import Act
from tests.discord_server.messages import Message


async def answered(bot: Rig, act: Act) -> Message:
    """The answer to an act, once it says something that stays."""
    await bot.discord.until(
        lambda: act.message is not None and text_of(act.message) not in ("", "Reading your words …")
    )
    assert act.message is not None
    return act.message
