"""Notify: tells the manager of services (systemd) that the bot is ready, alive, or stopping."""

from __future__ import annotations

import asyncio
import logging
import socket

from bot.config import Config

LOG = logging.getLogger("refrain.notify")


class Notifier:
    """Datagrams to the socket that systemd names; without a socket it tells nobody.

    watchdog_seconds: how long systemd waits for a sign of life before it starts the bot anew; 0.0: never.
    """

    def __init__(self, address: str, watchdog_seconds: float = 0.0) -> None:
        self._address = f"\0{address[1:]}" if address.startswith("@") else address
        self.watchdog_seconds = watchdog_seconds

    @classmethod
    def of(cls, config: Config) -> Notifier:
        """The one that the environment asks for (NOTIFY_SOCKET, WATCHDOG_USEC)."""
        own = config["operations"]
        return cls(own["notify_socket"], own["watchdog_seconds"])

    def ready(self) -> None:
        """The bot serves people now."""
        self._tell("READY=1")

    def status(self, sentence: str) -> None:
        """What `systemctl status` shows, in one line."""
        self._tell(f"STATUS={' '.join(sentence.split())}")

    def stopping(self) -> None:
        """The bot is on its way out."""
        self._tell("STOPPING=1")

    async def beating(self) -> None:
        """Tell that the loop turns, twice within the time that systemd waits, until cancelled."""
        while self.watchdog_seconds > 0.0:
            self._tell("WATCHDOG=1")
            await asyncio.sleep(self.watchdog_seconds / 2.0)

    def _tell(self, line: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sender:
                sender.sendto(line.encode(), self._address)
        except OSError as problem:
            LOG.warning("systemd cannot be told %s (%s)", line, problem.strerror)
