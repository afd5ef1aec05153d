"""Lost connections, Discord out of reach, sessions used up: nothing is lost and nothing answered twice."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.frontends.discord_chat.client import DAY_SECONDS, IDENTIFIES_A_DAY
from bot.frontends.discord_chat.running import FATAL, INTENTS_REFUSED, TOKEN_REFUSED
from tests.bot.discord.rig import Rig, config_for, copy_home, rig, template
from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless

RESUMED = ((1000, None), (1001, None), (1006, None), (4000, None), (4008, None), (0, 7), (0, 9))
"""Ways in which a connection ends whose session goes on: a close code, or what asks for it."""
VOID = ((4007, None), (4009, None), (0, 9))
"""Ways in which a session ends too."""
FATALITIES = {
    4004: TOKEN_REFUSED, 4010: FATAL, 4011: FATAL, 4012: FATAL, 4013: INTENTS_REFUSED, 4014: INTENTS_REFUSED,
}  # fmt: skip


async def cards(bot: Rig, count: int, wait: bool) -> None:
    """Ask so often, without waiting for an answer in between; at last every one has its card."""
    acts = [
        await bot.alice.slash(
            bot.channel, "remix", song="Open Water", prompt=f"slow this to {number} bpm", wait=wait
        )
        for number in range(100, 100 + count)
    ]
    await bot.discord.until(lambda: all(act.message and act.message.parts for act in acts))
    assert [act.acked for act in acts] == ["defer"] * count


def test_what_was_asked_while_the_connection_was_lost_is_answered(
    workshop_folder: Path, tmp_path: Path
) -> None:
    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            for number, (code, op) in enumerate(RESUMED, 1):
                bot.discord.kick(code, op)
                await cards(bot, 2, wait=False)
                await bot.discord.until(lambda number=number: len(bot.discord.resumes) == number)
            assert len(bot.discord.identifies) == 1
            for number, (code, op) in enumerate(VOID, 2):
                bot.discord.kick(code, op, resumable=False)
                await bot.discord.until(
                    lambda number=number: len(bot.discord.identifies) == number and bot.discord.connected
                )
                await cards(bot, 1, wait=True)
            asked = 2 * len(RESUMED) + len(VOID)
            callbacks = bot.discord.requests("POST", "/callback$")
            assert [entry.status for entry in callbacks] == [200] * asked
            assert len(bot.alice.sees(bot.channel)) == asked

    asyncio.run(story())


def test_a_connection_that_only_seems_to_be_there_is_given_up(workshop_folder: Path, tmp_path: Path) -> None:
    async def story() -> None:
        async with StandIn() as discord:
            discord.gateway.heartbeat_seconds = 0.1
            home = copy_home(template(workshop_folder), tmp_path / "home")
            bot = Rig(discord, home, config_for(discord, home))
            bot.house.client_options["heartbeat_timeout"] = 1.0
            await bot.start()
            discord.silence()
            await cards(bot, 2, wait=False)
            assert len(discord.identifies) == 1
            assert discord.resumes != []
            await bot.stop()
            spotless(discord)

    asyncio.run(story())


def test_what_no_waiting_mends_ends_the_bot_with_a_code_of_its_own(
    workshop_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            for code, expected in FATALITIES.items():
                task = bot.task
                assert task is not None
                bot.discord.unwatch(task)
                bot.discord.kick(code)
                assert await task == expected
                before = len(bot.discord.identifies)
                bot.connect()
                await bot.discord.until(lambda before=before: len(bot.discord.identifies) == before + 1)
            assert bot.discord.resumes == []
            assert bot.discord.token not in caplog.text

    asyncio.run(story())


def test_discord_out_of_reach_at_the_start_is_waited_for(workshop_folder: Path, tmp_path: Path) -> None:
    async def story() -> None:
        async with StandIn() as discord:
            home = copy_home(template(workshop_folder), tmp_path / "home")
            bot = Rig(discord, home, config_for(discord, home))
            bot.employ()
            discord.outage()
            await bot.house.start()
            bot.connect()
            ready = bot.house.checks().gateway_connected
            await discord.until(lambda: len(discord.journal) >= 3)
            discord.advance(600)
            before = len(discord.journal)
            await discord.until(lambda: len(discord.journal) > before)
            assert (ready(), discord.identifies) == (False, [])
            discord.outage(False)
            discord.gateway.refuses = True  # now it can be logged in, but nothing is heard
            await discord.until(lambda: discord.requests("GET", "/users/@me")[-1].status == 200)
            await discord.until(lambda: len(discord.journal) > before + 4)
            assert not ready()
            discord.gateway.refuses = False
            await discord.until(ready)
            await cards(bot, 1, wait=True)
            assert len(discord.identifies) == 1
            await bot.stop()
            spotless(discord)

    asyncio.run(story())


def test_the_sessions_of_a_day_are_counted_over_restarts_and_never_used_up(
    workshop_folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        async with rig(workshop_folder, tmp_path / "home") as bot:
            discord, now = bot.discord, bot.service.clock()
            assert len(json.loads(bot.service.servers.kept("sessions") or "")) == 1
            bot.service.servers.keep("sessions", json.dumps([now] * IDENTIFIES_A_DAY))
            await bot.stop()
            bot.house = bot._house()
            bot.employ()
            await bot.house.start()
            bot.connect()
            await discord.until(lambda: "too many sessions were begun today" in caplog.text)
            assert len(discord.identifies) == 1
            discord.advance(DAY_SECONDS + 1)
            await discord.until(lambda: len(discord.identifies) == 2 and discord.connected)
            await cards(bot, 1, wait=True)

    asyncio.run(story())
