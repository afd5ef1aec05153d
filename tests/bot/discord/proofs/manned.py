"""A rig whose renders are made by a crew of real processes."""

from __future__ import annotations

import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.jobs.crew import Crew
from bot.jobs.job import Job
from tests.bot.discord.rig import Rig, config_for, copy_home, template
from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless

HAND = (sys.executable, "-m", "tests.bot.discord.proofs.hand")


@dataclass
class Manned(Rig):
    """The desk is a thread of the test, the lane of renders two processes."""

    def employ(self) -> None:
        """See Rig."""
        self._stop = threading.Event()
        self._hands = [threading.Thread(target=self._work, args=("desk",), daemon=True)]
        self._hands[0].start()

    def render(self) -> Job:
        """The last render that was asked for."""
        return next(job for job in self.service.queue.jobs() if job.lane == "render")

    def worker(self) -> int:
        """The process that makes it now; 0 for none."""
        sql = "select worker from job where id = ? and state = 'running'"
        rows = self.service.database.read(sql, self.render().id)
        return int(rows[0][0].split(":")[1]) if rows else 0


@asynccontextmanager
async def manned(folder: Path, home: Path) -> AsyncIterator[Manned]:
    """A bot at work with a crew; at the end nothing broke Discord's rules."""
    async with StandIn() as discord:
        copied = copy_home(template(folder), home)
        bot = Manned(discord, copied, config_for(discord, copied))
        crew = Crew(copied / "bot.db", {"render": 2}, HAND)
        await crew.start()
        await bot.start()
        try:
            yield bot
        finally:
            await crew.stop()
            await bot.stop()
        spotless(discord)
