"""Bots in processes of their own, that can be killed at any of their requests and come back."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import struct
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.bot.discord.rig import Answer, Rig, config_for, copy_home, template
from tests.discord_server.app import StandIn
from tests.discord_server.checking import spotless
from tests.discord_server.faults import Drop, Fault, Faults

PATIENCE_SECONDS = 40.0


class Nest:
    """The process that bots are forked from, so that one is there at once."""

    def __init__(self) -> None:
        command = (sys.executable, "-m", "tests.bot.discord.proofs.nest")
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def hatch(self, told: dict[str, Any]) -> int:
        """A new bot; its process."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Let it go, and with it whoever is left."""
        self._process.communicate(timeout=20)


class Bot:
    """One bot: its process, and the process that takes its place after its death."""

    def __init__(self, nest: Nest, told: dict[str, Any]) -> None:
        self._nest, self._told = nest, told
        self.process = 0

    @property
    def report(self) -> Path:
        """Where it writes what it has imported, when SIGUSR1 asks."""
        return Path(self._told["report"])

    @property
    def lives(self) -> bool:
        """Whether its process runs."""
        return Path(f"/proc/{self.process}").exists() if self.process else False

    def start(self) -> None:
        """Be there."""
        self.process = self._nest.hatch(self._told)

    def send(self, number: int) -> None:
        """Send a signal to it, if it lives."""
        if self.lives:
            with suppress(ProcessLookupError):
                os.kill(self.process, number)

    async def gone(self) -> None:
        """Wait until its process is no more."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.lives:
                await asyncio.sleep(0.005)


@dataclass
class Deadly(Faults):
    """Kills the bot at the request of that number, before Discord has done it or after."""

    victim: Bot | None = None
    at: int = 0
    before: bool = False
    seen: list[str] = field(default_factory=list)
    armed: bool = False
    struck: bool = False

    def next(self, method: str, path: str) -> Fault | None:
        """See Faults."""
        if not self.armed or self.victim is None:
            return super().next(method, path)
        self.seen.append(f"{method} {path}")
        if self.struck or len(self.seen) != self.at:
            return super().next(method, path)
        self.struck = True
        self.victim.send(signal.SIGKILL)
        return Drop(before=self.before)


class Stage:
    """A stand-in with a server and people, workers, and one clock for all of them and the bots."""

    def __init__(self, nest: Nest, discord: StandIn, home: Path, answers: dict[Any, Answer]) -> None:
        self.nest, self.discord, self.home = nest, discord, home
        self._clock = home.with_name(f"{home.name}.clock")
        self._clock.write_bytes(struct.pack("d", 0.0))
        self.rig = Rig(discord, home, config_for(discord, home), answers)
        self.rig.house.service.database.close()
        self.alice, self.server, self.channel = self.rig.alice, self.rig.server, self.rig.channel
        self.bots: list[Bot] = []
        self._rigs = [self.rig]

    def bot(self, home: Path | None = None) -> Bot:
        """A bot over this home, or another one."""
        config = {
            **self.rig.config,
            "folders": {**self.rig.config["folders"], "home": str(home or self.home)},
        }
        report = str(self.home.with_name(f"{self.home.name}.{len(self.bots)}.json"))
        bot = Bot(self.nest, {"config": config, "clock": str(self._clock), "report": report})
        self.bots.append(bot)
        return bot

    def staff(self, home: Path, answers: dict[Any, Answer]) -> None:
        """Workers for another home."""
        rig = Rig(self.discord, home, config_for(self.discord, home), answers)
        rig.house.service.database.close()
        rig.employ()
        self._rigs.append(rig)

    def advance(self, seconds: float) -> None:
        """Let time pass for everybody."""
        self.discord.advance(seconds)
        skipped = struct.unpack("d", self._clock.read_bytes())[0] + seconds
        with self._clock.open("r+b") as opened:
            opened.write(struct.pack("d", skipped))

    async def end(self) -> None:
        """End all bots and workers."""
        for bot in self.bots:
            bot.send(signal.SIGKILL)
        for rig in self._rigs:
            await rig.dismiss()


@asynccontextmanager
async def staged(
    nest: Nest, folder: Path, home: Path, answers: dict[Any, Answer] | None = None
) -> AsyncIterator[Stage]:
    """A stage over a copy of the template in `folder`; at the end nothing broke Discord's rules."""
    async with StandIn() as discord:
        stage = Stage(nest, discord, copy_home(template(folder), home), answers or {})
        stage.rig.employ()
        try:
            yield stage
        finally:
            await stage.end()
        spotless(discord)
