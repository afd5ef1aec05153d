"""What the tests of the jobs share: a clock to move, a queue in a folder, and a reply."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from bot.jobs.database import Database
from bot.jobs.queue import Queue
from skills.talk.reply import Block, Reply
from skills.talk.request import Request

PATIENCE_SECONDS = 20.0
START = 1_800_000_000.0


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


def queue_in(folder: Path, clock: Callable[[], float] = time.time) -> Queue:
    return Queue(Database(folder / "bot.db"), clock)


def asked(person: str = "alice", words: str = "slow it") -> Request:
    return Request(word="remix", words=words, song="Open Road", person=person, platform="discord:1")


DONE = Reply(blocks=(Block("Done", ("It is slower now.",)),), data={"tempo_bpm": 80.0})


async def until(found: Callable[[], bool], what: str) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not found():
            await asyncio.sleep(0.01)
    assert found(), what
