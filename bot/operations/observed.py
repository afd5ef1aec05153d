"""Observed: while a bot runs, whoever hosts it can see how it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.config import Config
from bot.operations.health import Checks, Health
from bot.operations.notify import Notifier

TRY_AGAIN_SECONDS = 2.0


@asynccontextmanager
async def observed(config: Config, checks: Checks, *, stands_by: bool = False) -> AsyncIterator[Notifier]:
    """Tell health at the configured port (0: nowhere), and systemd that the bot runs, until the block ends.

    Where the port is taken, health is told as soon as it is free. stands_by: another bot serves the same
    home, and has the port rightly. The notifier that it gives takes a `status` for systemd to show.
    """
    port = config["operations"]["port"]
    health = Health(checks, port) if port else None
    notifier = Notifier.of(config)
    tasks: list[asyncio.Task[None]] = []
    if health is not None and not await health.start(quietly=stands_by):
        tasks.append(asyncio.create_task(_as_soon_as_free(health)))
    tasks.append(asyncio.create_task(notifier.beating()))
    notifier.ready()
    try:
        yield notifier
    finally:
        notifier.stopping()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if health is not None:
            await health.stop()


async def _as_soon_as_free(health: Health) -> None:
    while not await health.start(quietly=True):
        await asyncio.sleep(TRY_AGAIN_SECONDS)
