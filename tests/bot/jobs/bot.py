"""A bot that is nothing but a crew of workers without a studio."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from bot.jobs import standing
from bot.jobs.crew import Crew


async def stay(path: Path) -> None:
    """Have one worker for ever."""
    await Crew(path, {"render": 1}, (sys.executable, "-m", "tests.bot.jobs.hand")).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    database = Path(sys.argv[1])
    command = (sys.executable, "-m", "tests.bot.jobs.hand")
    if sys.argv[2:] == ["standing"]:
        asyncio.run(standing.stand(database, {"render": 1}, command))
    else:
        asyncio.run(stay(database))
