"""Standing: a crew alone, as more hands on the database of a bot on the same machine."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.config import home_of
from bot.jobs.crew import COMMAND, Crew
from bot.jobs.job import Lane
from bot.jobs.worker import DATABASE


def lanes_of(config: Mapping[str, Mapping[str, Any]]) -> dict[Lane, int]:
    """How many workers of each lane the configuration asks for."""
    return {"desk": config["jobs"]["desks"], "render": config["jobs"]["renders"]}


def work(config: Mapping[str, Mapping[str, Any]]) -> int:
    """Do the jobs of `[folders] home` until SIGINT or SIGTERM comes; the exit code.

    Raises BadInput when the database cannot be used.
    """
    asyncio.run(stand(home_of(config) / DATABASE, lanes_of(config)))
    return 0


async def stand(path: Path, lanes: Mapping[Lane, int], command: Sequence[str] = COMMAND) -> None:
    """Have a crew at work until SIGINT or SIGTERM comes."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    crew = Crew(path, lanes, command)
    await crew.start()
    try:
        await stop.wait()
    finally:
        await crew.stop()
