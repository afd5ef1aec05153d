"""A crowd before the bot: stand-in, bot, desk and two busy renders, each in processes of their own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from bot.config import Config, read_config
from bot.jobs.crew import Crew
from bot.jobs.database import Database
from bot.jobs.queue import Queue
from skills.talk.request import Request
from tests.bot.discord.proofs.manned import HAND
from tests.bot.discord.rig import copy_home, template
from tests.discord_server.test_alone import alone

BUSY_HAND = (sys.executable, "-m", "tests.bot.jobs.hand")
RENDERS = 2
ASKED = {"command": "remix", "options": {"song": "Open Water", "prompt": "slow this to 100 bpm"}}
PATIENCE_SECONDS = 240.0


@dataclass(frozen=True)
class Crowd:
    """People before one bot. told: the addresses of the stand-in; process: the bot."""

    told: dict[str, Any]
    process: asyncio.subprocess.Process
    control: aiohttp.ClientSession
    report_file: Path

    async def burst(self, count: int, seconds: float) -> dict[str, Any]:
        """So many people use /remix in so many seconds; how quick the first answers were."""
        asked = {**ASKED, "count": count, "seconds": seconds}
        answered = await self.control.post(f"{self.told['control']}/burst", json=asked)
        return dict(await answered.json())

    async def report(self) -> dict[str, Any]:
        """All that the stand-in knows."""
        return dict(await (await self.control.get(f"{self.told['control']}/report")).json())

    async def connected(self) -> None:
        """Wait until the bot is there, and its commands with it."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not (await self.report())["connected"]:
                await asyncio.sleep(0.05)

    async def settled(self, count: int) -> None:
        """Wait until so many answers are there in full."""
        settled = 0
        async with asyncio.timeout(PATIENCE_SECONDS):
            while settled < count:
                told = (await self.report())["interactions"]
                settled = sum(one["settled_seconds"] is not None for one in told)
                await asyncio.sleep(0.1)


def config_at(told: dict[str, Any], home: Path) -> Config:
    """A configuration that speaks to that stand-in."""
    config = read_config({"REFRAIN_HOME": str(home), "DISCORD_TOKEN": told["token"]})
    places = {"api_base": told["api_base"], "gateway": told["gateway_url"], "cdn": told["cdn_base"]}
    operations = {**config["operations"], "port": 0}
    return {**config, "operations": operations, "discord": {**config["discord"], **places}}


@asynccontextmanager
async def started(command: Sequence[str], line: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that is told one line; it is ended at the end."""
    process = await asyncio.create_subprocess_exec(*command, stdin=asyncio.subprocess.PIPE)
    assert process.stdin is not None
    process.stdin.write(line.encode() + b"\n")
    await process.stdin.drain()
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def working(path: Path, lanes: dict[Any, int], command: Sequence[str]) -> AsyncIterator[Crew]:
    """A crew at work on a database."""
    crew = Crew(path, lanes, command)
    await crew.start()
    try:
        yield crew
    finally:
        await crew.stop()


@asynccontextmanager
async def rendering(folder: Path) -> AsyncIterator[None]:
    """Two renders that need all the time they get, as nice as renders are."""
    folder.mkdir()
    database = Database(folder / "bot.db")
    queue = Queue(database)
    for number in range(RENDERS):
        request = Request(word="remix", words="hold everything", person=f"{number}")
        queue.submit(f"{number}", "render", request)
    async with working(folder / "bot.db", {"render": RENDERS}, BUSY_HAND):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while sum(job.state == "running" for job in queue.jobs()) < RENDERS:
                await asyncio.sleep(0.02)
        yield
    database.close()


@asynccontextmanager
async def crowd(template_folder: Path, folder: Path, people: int = 50) -> AsyncIterator[Crowd]:
    """A connected bot with its desk, while two renders run."""
    home = copy_home(template(template_folder), folder / "home")
    async with alone("--people", str(people)) as told, aiohttp.ClientSession() as control:
        file = folder / "modules.json"
        line = json.dumps({"config": config_at(told, home), "report": str(file)})
        Database(home / "bot.db").close()
        async with (
            working(home / "bot.db", {"desk": 1}, HAND),
            started((sys.executable, "-m", "tests.bot.discord.alone"), line) as process,
        ):
            here = Crowd(told, process, control, file)
            await here.connected()
            async with rendering(folder / "renders"):
                yield here
