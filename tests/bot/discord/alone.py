"""The bot in a process of its own, so that it can be killed; its workers live elsewhere."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from typing import Any

from bot.frontends.discord_chat.house import House
from bot.frontends.discord_chat.running import serve


def main() -> int:
    """Run with the configuration that stands on standard input."""
    config: dict[str, Any] = json.loads(sys.stdin.readline())
    logging.basicConfig(level=logging.WARNING)

    async def run() -> int:
        house = House.open(config)
        house.crew = None
        house.client_options = {"guild_ready_timeout": 0.05}
        return await serve(config, house)

    return asyncio.run(run())


if __name__ == "__main__":
    sys.exit(main())
