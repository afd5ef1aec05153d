"""The crew: starts workers, starts them again when they die, and ends those that will not stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.jobs.database import Database
from bot.jobs.job import Lane
from bot.jobs.living import name_of, own_name
from bot.jobs.queue import Queue
from skills.talk.errors import RequestError

COMMAND = (sys.executable, "-P", "-m", "bot.jobs.worker")
"""Without -P a folder called `bot` or `skills`, wherever the bot is started, would be taken for ours."""
LOOK_SECONDS = 0.1
REAP_SECONDS = 1.0
PATIENCE_SECONDS = 2.0
"""How long a job that was asked to end may take over it."""
HANG_SECONDS = 180.0
"""How long a worker may be silent; one call into a library may take long and let nothing else run."""
_LONGEST_PAUSE_SECONDS = 30.0
_STEADY_SECONDS = 10.0
"""A worker that lived this long did not die of its start."""
_TRIES_TOLD = 3
"""After so many deaths at the start in a row it is said that none starts, and no further one is told."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Member:
    """A worker of the crew. Times are of the monotonic clock."""

    lane: Lane
    process: asyncio.subprocess.Process
    name: str
    began_at: float
    heard_at: float
    beats: int = -1
    asked_at: float | None = None
    ended_by_us: bool = False

    def kill(self) -> None:
        """End it and what it started, even inside C code."""
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)


class Crew:
    """Workers on one database, as many of each lane as `lanes` says.

    command: what a worker is started with; --lane, --database and --crew are added. environment: of the
    workers, this process's own where None. hang_seconds: after how long a silence a worker is ended.
    """

    def __init__(
        self,
        path: Path,
        lanes: Mapping[Lane, int],
        command: Sequence[str] = COMMAND,
        environment: Mapping[str, str] | None = None,
        hang_seconds: float = HANG_SECONDS,
    ) -> None:
        self._path = path
        self._lanes = dict(lanes)
        self._command = tuple(command)
        self._environment = None if environment is None else dict(environment)
        self._hang_seconds = hang_seconds
        self._members: list[_Member] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._stamp = (-1, -1)
        self._reaped_at = float("-inf")
        self._kills: dict[str, int] = {}

    async def start(self) -> None:
        """Free what dead workers left, and start the workers. Raises BadInput for an unusable database."""
        self._database = await asyncio.to_thread(Database, self._path)
        self._queue = Queue(self._database)
        await asyncio.to_thread(self._queue.reap)
        keepers = [self._keep(lane) for lane, count in self._lanes.items() for _ in range(count)]
        self._tasks = [asyncio.create_task(work) for work in (*keepers, self._tend())]

    async def stop(self) -> None:
        """End all workers; what they were doing is free for whoever comes next, and no death is counted."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        members, self._members = self._members, []
        for member in members:
            with suppress(ProcessLookupError):
                member.process.terminate()
        await asyncio.gather(*(self._end(member) for member in members))
        await asyncio.to_thread(self._database.close)

    def alive(self, lane: Lane) -> int:
        """How many workers of the lane run now."""
        return sum(member.lane == lane and member.process.returncode is None for member in self._members)

    def heartbeats(self) -> dict[Lane, float]:
        """Seconds since a worker of each lane was heard of; infinite where none was yet."""
        now = time.monotonic()
        heard = {lane: float("inf") for lane in self._lanes}
        for member in self._members:
            if member.beats >= 0 and member.process.returncode is None:
                heard[member.lane] = min(heard[member.lane], now - member.heard_at)
        return heard

    async def _end(self, member: _Member) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(member.process.wait(), PATIENCE_SECONDS)
        member.kill()
        await member.process.wait()
        with suppress(RequestError):  # then the next crew finds it dead, and its crew too
            await asyncio.to_thread(self._queue.discharge, member.name)

    async def _keep(self, lane: Lane) -> None:
        """Have one worker of a lane for as long as the crew is at work."""
        quick_deaths = 0
        while True:
            try:
                member = await self._spawn(lane)
            except OSError as problem:
                quick_deaths += 1
                _tell_death(lane, problem.strerror or str(problem), quick_deaths)
            else:
                code = await member.process.wait()
                self._members.remove(member)
                steady = member.ended_by_us or time.monotonic() - member.began_at >= _STEADY_SECONDS
                quick_deaths = 0 if steady else quick_deaths + 1
                if not member.ended_by_us:
                    _tell_death(lane, str(code), 0 if member.beats >= 0 else quick_deaths)
                await self._settle(member)
            if quick_deaths:
                await asyncio.sleep(min(_LONGEST_PAUSE_SECONDS, 0.05 * 2**quick_deaths))

    async def _spawn(self, lane: Lane) -> _Member:
        process = await asyncio.create_subprocess_exec(
            *self._command, "--lane", lane, "--database", str(self._path), "--crew", own_name(),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
            env=self._environment, start_new_session=True,
        )  # fmt: skip
        now = time.monotonic()
        member = _Member(lane, process, name_of(process.pid), now, now)
        self._members.append(member)
        return member

    async def _settle(self, member: _Member) -> None:
        """Bring the job of a worker that ended to where it belongs."""
        try:
            if member.ended_by_us:
                await asyncio.to_thread(self._queue.discharge, member.name)
            else:
                await asyncio.to_thread(self._queue.reap)
        except RequestError as problem:
            log.warning("%s", problem)

    async def _tend(self) -> None:
        while True:
            try:
                await asyncio.to_thread(self._look)
            except RequestError as problem:
                log.warning("%s", problem)
            except Exception:  # whatever it is, cancelled work must still be ended
                log.exception("The crew could not look after its workers")
            self._end_unwilling()
            await asyncio.sleep(LOOK_SECONDS)

    def _look(self) -> None:
        """See what was asked for, and once a second who is silent or dead."""
        stamp = self._queue.stamp()
        if stamp != self._stamp:
            self._kills = self._queue.kills_wanted()
            self._stamp = stamp
        now = time.monotonic()
        if now - self._reaped_at >= REAP_SECONDS:
            self._reaped_at = now
            self._queue.reap()
            beats = self._queue.beats()
            for member in list(self._members):
                if beats.get(member.name, -1) != member.beats:
                    member.beats, member.heard_at = beats.get(member.name, -1), now

    def _end_unwilling(self) -> None:
        now = time.monotonic()
        for member in self._members:
            if member.name not in self._kills:
                member.asked_at = None
            elif member.asked_at is None:
                member.asked_at = now
            elif now - member.asked_at >= PATIENCE_SECONDS:
                member.ended_by_us = True
                member.kill()
            if now - member.heard_at >= self._hang_seconds:
                log.warning("A worker of the lane %s was silent for too long", member.lane)
                member.kill()


def _tell_death(lane: Lane, why: str, tries: int) -> None:
    """Log a death; tries: how many in a row died before they were heard of, 0 for one that was."""
    if tries < _TRIES_TOLD:
        log.warning("A worker of the lane %s died (%s); another one takes its place", lane, why)
    elif tries == _TRIES_TOLD:
        log.error(
            "No worker of the lane %s can be started (%s), so nothing is answered there; "
            "`refrain doctor` says what is missing, and I keep trying",
            lane, why,
        )  # fmt: skip
