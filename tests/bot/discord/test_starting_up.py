"""The bot starts: it knows a wrong token at once, serves with what it knew, and logs what it does."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import discord as library
import pytest

from bot.frontends.discord_chat import house as houses
from bot.frontends.discord_chat.house import STANDS_BY
from bot.frontends.discord_chat.running import TOKEN_REFUSED, point_to, supervised
from tests.bot.discord.rig import Rig, config_for, copy_home, rig, template
from tests.discord_server.app import StandIn


def told_commands(bot: Rig) -> list[int]:
    """How many commands Discord was told of, each time."""
    return [len(entry.body) for entry in bot.discord.requests("PUT", r"/commands$")]


def test_a_wrong_token_is_known_before_any_skill_answers(workshop_folder: Path, tmp_path: Path) -> None:
    async def story() -> int:
        async with StandIn() as discord:
            home = copy_home(template(workshop_folder), tmp_path / "home")
            bot = Rig(discord, home, config_for(discord, home, token="x" * 60))
            await bot.house.start()
            try:
                return await supervised(bot.house, bot.config, first_wait_seconds=0.02)
            finally:
                await bot.house.stop()

    assert asyncio.run(story()) == TOKEN_REFUSED


def test_while_no_worker_answers_it_offers_what_it_knew_and_then_what_there_is(
    workshop_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(houses, "KNOWN_PATIENCE_SECONDS", 0.05)

    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            everything = dict(bot.service.words)
            await bot.stop()
            bot.house = bot._house()
            bot.service.servers.keep("words", '[{"name": "help", "line": "", "takes": []}]')
            await bot.house.start()
            bot.connect()
            await bot.discord.until(lambda: len(told_commands(bot)) == 2)
            assert list(bot.service.words) == ["help"]
            bot.employ()
            await bot.discord.until(lambda: len(told_commands(bot)) == 3)
            assert bot.service.words == everything
            first, fewer, all_again = told_commands(bot)
            assert fewer < first == all_again

    asyncio.run(story())


def test_a_second_bot_on_one_home_says_that_it_stands_by_and_when_it_goes_on(
    workshop_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "refrain.discord")

    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            second = bot._house()
            await second.start()
            assert (second.stands_by, bot.house.stands_by) == (True, False)
            await bot.discord.until(lambda: STANDS_BY in caplog.messages)
            bot.house.leader.resign()
            bot.house._tasks[0].cancel()
            bot.discord.advance(2)
            await bot.discord.until(lambda: "the other bot ended; this one goes on" in caplog.messages)
            await second.stop()

    asyncio.run(story())
    assert caplog.messages.count(STANDS_BY) == 1


def test_an_outage_is_a_line_each_time_and_never_a_traceback(
    workshop_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            caplog.clear()
            bot.discord.outage()
            bot.discord.kick(code=4000)
            await bot.discord.until(lambda: any("cannot be reached" in line for line in caplog.messages))
            bot.discord.outage(False)
            assert bot.house.client is not None
            await bot.discord.until(lambda: bot.house.checks().gateway_connected(), 20)

    asyncio.run(story())
    reached = [record for record in caplog.records if "cannot be reached" in record.getMessage()]
    assert {record.levelname for record in reached} == {"WARNING"}
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []


def test_the_library_warns_of_no_voice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(library.VoiceClient, "warn_nacl", True)
    monkeypatch.setattr(library.VoiceClient, "warn_dave", True)

    async def story() -> None:
        async with StandIn() as discord:
            point_to(config_for(discord, tmp_path))
            library.Client(intents=library.Intents(guilds=True))

    asyncio.run(story())
    assert caplog.messages == []


def test_the_first_start_says_that_demo_songs_are_made_and_the_commands_wait_for_none(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "refrain.discord")

    async def story() -> None:
        async with StandIn() as discord:
            bot = Rig(discord, tmp_path / "home", config_for(discord, tmp_path / "home"))
            await bot.house.start()
            await discord.until(lambda: len(bot.service.queue.jobs(open_only=True)) == 3)
            jobs = bot.service.queue.jobs(open_only=True)
            await bot.house.stop()
            asked = {job.request.word: (job.lane, job.request.platform) for job in jobs}
            assert asked["help"] == ("desk", "discord")
            assert {(job.lane, str(job.request.options.get("action", ""))) for job in jobs} == {
                ("desk", ""), ("desk", "list"), ("render", "prepare"),
            }  # fmt: skip

    asyncio.run(story())
    assert "the first start: five demo songs are being made, which takes some seconds" in caplog.messages
