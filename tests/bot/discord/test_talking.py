"""A talk in direct messages: words go on with the plan that waits, and a plain yes or no answers it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.bot.discord.rig import Rig, labels, rig, text_of
from tests.discord_server.messages import Message


async def said(bot: Rig, words: str) -> Message:
    """The answer to something said to the bot alone."""
    there = bot.alice.dm()
    before = len(there.messages)
    await bot.alice.say(there, words)
    await bot.discord.until(lambda: len(there.messages) > before + 1)
    return there.messages[-1]


async def plan(bot: Rig, words: str) -> Message:
    """The card for words."""
    card = await said(bot, words)
    await bot.discord.until(lambda: "Render" in labels(card))
    return card


def test_words_change_the_plan_that_waits(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            first = await plan(bot, "slow Open Water to 100 bpm")
            second = await plan(bot, "add reverb on the vocals")
            assert "tempo 120 → 100 BPM" in text_of(second)
            assert "reverb" in text_of(second)
            await bot.discord.until(lambda: "Render" not in labels(first))
            third = await plan(bot, "undo")
            assert "reverb" not in text_of(third)
            assert "tempo 120 → 100 BPM" in text_of(third)

    asyncio.run(flow())


@pytest.mark.parametrize("yes", ["yes", "ja bitte", "sure, go ahead"])
def test_a_plain_yes_makes_what_waits(yes: str, workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await plan(bot, "slow Open Water to 100 bpm")
            answer = await said(bot, yes)
            await bot.discord.until(lambda: "Remix again" in labels(answer))
            assert [a.filename for a in answer.attachments] == ["open-water-remix.ogg"]
            assert labels(card) == []

    asyncio.run(flow())


def test_a_plain_no_puts_the_plan_away(workshop_folder: Path, tmp_path: Path) -> None:
    async def flow() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            card = await plan(bot, "slow Open Water to 100 bpm")
            answer = await said(bot, "no")
            await bot.discord.until(lambda: "Put away" in answer.content)
            await bot.discord.until(lambda: labels(card) == [])
            assert bot.service.queue.jobs(open_only=True) == ()

    asyncio.run(flow())
