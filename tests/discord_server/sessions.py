"""A connection to the gateway, and the session that outlives it."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, web

from tests.discord_server.compression import Packer

Json = dict[str, Any]


class Closing(Exception):
    """The connection has to end with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


@dataclass(eq=False)
class Session:
    """What outlives a connection: who identified, with which intents, and all that was sent."""

    id: str
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    sent: deque[tuple[int, Json]] = field(default_factory=lambda: deque(maxlen=5000))
    socket: Socket | None = None

    def covers(self, server_id: int) -> bool:
        """Whether a server's events go to this shard."""
        return (server_id >> 22) % self.shard[1] == self.shard[0]


@dataclass(eq=False)
class Socket:
    """One connection; whatever is sent waits in a line, so that the packed stream keeps its order."""

    web: web.WebSocketResponse
    transport: asyncio.Transport
    packer: Packer
    line: asyncio.Queue[Json | Closing] = field(default_factory=asyncio.Queue)
    silent: bool = False
    closed_with: int = 0
    session: Session | None = None
    events: deque[float] = field(default_factory=deque)

    def send(self, payload: Json) -> None:
        if not self.silent:
            self.line.put_nowait(payload)

    def close(self, code: int, reason: str = "") -> None:
        """Close it after what is in the line; 1006 tears it off."""
        self.closed_with = code
        if code == WSCloseCode.ABNORMAL_CLOSURE:
            self.transport.abort()
        else:
            self.line.put_nowait(Closing(code, reason))

    async def write(self) -> None:
        """Carry the line to the client until it ends."""
        while True:
            item = await self.line.get()
            if isinstance(item, Closing):
                await self.web.close(code=item.code, message=item.reason.encode())
                return
            packed = self.packer.pack(json.dumps(item, separators=(",", ":")))
            try:
                await (self.web.send_str(packed) if isinstance(packed, str) else self.web.send_bytes(packed))
            except ConnectionError:
                return
