"""The stand-in in a process of its own serves a crowd and reports how fast the bot answered."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.discord_server.small_client import SmallBot


@asynccontextmanager
async def alone(*words: str) -> AsyncIterator[dict[str, Any]]:
    """The stand-in in another process: its addresses; it ends well at the end."""
    command = [sys.executable, "-m", "tests.discord_server.alone", *words]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout
        yield json.loads(await process.stdout.readline())
    finally:
        process.terminate()
        ended = await process.wait()
    assert ended == 0


def echo_bot(bot: SmallBot) -> None:
    @bot.tree.command(description="Says what it was told")
    async def echo(interaction: discord.Interaction, word: str) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=word)


def test_a_crowd_is_answered_and_each_answer_timed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        async with alone("--people", "3") as told:
            monkeypatch.setattr(Route, "BASE", told["api_base"])
            monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(told["gateway_url"]))
            bot = SmallBot()
            echo_bot(bot)
            await bot.login(told["token"])
            await bot.tree.sync()
            task = asyncio.create_task(bot.connect())
            await bot.wait_until_ready()
            await crowd(told["control"])
            await bot.close()
            await task

    async def crowd(door: str) -> None:
        async with aiohttp.ClientSession() as control:
            asked = {"command": "echo", "options": {"word": "hi"}, "count": 20, "seconds": 0.1}
            answered = await (await control.post(f"{door}/burst", json=asked)).json()
            assert (answered["count"], answered["acked"], answered["missed"]) == (20, 20, 0)
            assert 0 < answered["p50_seconds"] <= answered["p99_seconds"] <= answered["longest_seconds"] < 3
            report = await (await control.get(f"{door}/report")).json()
            assert (len(report["interactions"]), report["messages"], report["connected"]) == (20, 20, True)
            assert {each["acked"] for each in report["interactions"]} == {"defer"}
            refused = await control.post(f"{door}/burst", json={"command": "nothing"})
            assert refused.status == 409
            assert (await refused.json())["error"].startswith("The bot has registered no command 'nothing'")

    asyncio.run(whole())
