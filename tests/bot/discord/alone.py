"""The bot in a process of its own, so that it can be killed, weighed and asked what it has imported."""

from __future__ import annotations

import asyncio
import json
import logging
import mmap
import signal
import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.frontends.discord_chat.house import House
from bot.frontends.discord_chat.running import serve


def shared_clock(file: str) -> Callable[[], float]:
    """Wall time, and as many seconds more as the first eight bytes of a file say at that moment."""
    if not file:
        return time.time
    with Path(file).open("rb") as opened:
        skipped = mmap.mmap(opened.fileno(), 8, access=mmap.ACCESS_READ)
    return lambda: time.time() + struct.unpack("d", skipped)[0]


def run(told: dict[str, Any]) -> int:
    """Be the bot until SIGTERM; the exit code.

    told: its configuration, the file of its clock, and where SIGUSR1 writes the names of all modules.
    """
    logging.basicConfig(level=told.get("level", logging.ERROR))

    def report(*_: object) -> None:
        file = Path(told["report"])
        file.with_suffix(".part").write_text(json.dumps(sorted(sys.modules)), encoding="utf-8")
        file.with_suffix(".part").rename(file)

    async def live() -> int:
        house = House.open(told["config"], shared_clock(told.get("clock", "")))
        if not told.get("crew"):
            house.crew = None
        house.client_options = {"guild_ready_timeout": 0.05}
        return await serve(told["config"], house)

    signal.signal(signal.SIGUSR1, report)
    return asyncio.run(live())


if __name__ == "__main__":
    sys.exit(run(json.loads(sys.stdin.readline())))
