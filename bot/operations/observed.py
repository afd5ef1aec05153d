"""Observed: while a bot runs, whoever hosts it can see how it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.config import Config
from bot.operations.health import Checks, Health
from bot.operations.notify import Notifier


@asynccontextmanager
async def observed(config: Config, checks: Checks) -> AsyncIterator[Notifier]:
    """Tell health at the configured port (0: nowhere), and systemd that the bot runs, until the block ends.

    The notifier that it gives takes a `status` for systemd to show.
    """
    port = config["operations"]["port"]
    health = Health(checks, port) if port else None
    notifier = Notifier.of(config)
    if health is not None:
        await health.start()
    beating = asyncio.create_task(notifier.beating())
    notifier.ready()
    try:
        yield notifier
    finally:
        notifier.stopping()
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        if health is not None:
            await health.stop()
