"""How quick the bot answers a crowd while renders run, beside a bot that only defers, and what it weighs.

python -m tests.evaluation.discord
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.bot.discord.proofs.crowds import Crowd, crowd, rendering, started
from tests.bot.discord.proofs.test_process import MOST_MEGABYTES, WORKERS_ALONE, megabytes
from tests.discord_server.small_client import SmallBot
from tests.discord_server.test_alone import alone
from tests.evaluation.table import Report

PEOPLE, SECONDS = 200, 1.0
BURSTS = 3
GOAL_SECONDS = 1.0


def quantile(times: Sequence[float], share: float) -> float:
    """The time within which that share was answered."""
    ordered = sorted(times)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def row(name: str, told: list[dict[str, Any]]) -> list[Any]:
    """One line of the table: how many, and milliseconds to the first answer."""
    times = [1000 * one["ack_seconds"] for one in told if one["ack_seconds"] is not None]
    return [name, len(told), len(times), *(round(quantile(times, share)) for share in (0.5, 0.95, 0.99, 1.0))]


async def burst(here: Crowd, settle: bool) -> list[dict[str, Any]]:
    """One crowd at once; what came of each."""
    before = len((await here.report())["interactions"])
    await here.burst(PEOPLE, SECONDS)
    if settle:
        await here.settled(before + PEOPLE)
    return (await here.report())["interactions"][before:]


async def of_the_bot(report: Report, templates: Path, folder: Path) -> list[list[Any]]:
    """Refrain's bot."""
    async with crowd(templates, folder, PEOPLE) as here:
        rows = [row(f"Refrain, burst {n + 1}", await burst(here, settle=True)) for n in range(BURSTS)]
        weight = megabytes(here.process.pid)
        here.process.send_signal(signal.SIGUSR1)
        while not here.report_file.exists():
            await asyncio.sleep(0.05)
        modules = {name.partition(".")[0] for name in json.loads(here.report_file.read_text())}
    report.figures["bot_megabytes"] = weight
    report.goal("memory of the bot in MB", weight, MOST_MEGABYTES, at_least=False)
    report.goal("heavy modules in the bot", len(modules & WORKERS_ALONE), 0, at_least=False)
    return rows


async def of_the_peer(folder: Path) -> list[list[Any]]:
    """The least that discord.py can do."""
    async with alone("--people", str(PEOPLE)) as told, aiohttp.ClientSession() as control:
        command = (sys.executable, "-m", "tests.evaluation.discord", "peer")
        async with started(command, json.dumps(told)) as process:
            here = Crowd(told, process, control, folder)
            await here.connected()
            async with rendering(folder / "renders"):
                return [
                    row(f"only defers, burst {n + 1}", await burst(here, settle=False)) for n in range(BURSTS)
                ]


async def peer(told: dict[str, Any]) -> None:
    """Be a bot that defers and does nothing else."""
    Route.BASE = told["api_base"]
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(told["gateway_url"])
    bot = SmallBot(intents=discord.Intents.none())

    @bot.tree.command(description="Defers")
    async def remix(interaction: discord.Interaction, song: str, prompt: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)

    await bot.login(told["token"])
    await bot.tree.sync()
    await bot.connect()


async def compare(report: Report) -> None:
    """Both, one after the other, on the same machine."""
    with tempfile.TemporaryDirectory() as place:
        templates, ours, theirs = (Path(place) / name for name in ("templates", "ours", "theirs"))
        for folder in (templates, ours, theirs):
            folder.mkdir()
        rows = await of_the_bot(report, templates, ours)
        peers = await of_the_peer(theirs)
    head = ("bot", "asked", "answered", "p50 ms", "p95 ms", "p99 ms", "longest ms")
    report.table(f"{PEOPLE} people in {SECONDS:.0f} s, two renders under way", head, [*rows, *peers])
    worst = max(line[5] for line in rows) / 1000
    report.figures |= {"rows": rows, "peers": peers}
    report.goal("answered of those who asked", sum(line[2] for line in rows), BURSTS * PEOPLE)
    report.goal("p99 of the worst burst in seconds", worst, GOAL_SECONDS, at_least=False)


def main() -> None:
    """Print the figures."""
    if sys.argv[1:] == ["peer"]:
        asyncio.run(peer(json.loads(sys.stdin.readline())))
        return
    asyncio.run(compare(Report()))


if __name__ == "__main__":
    main()
