"""Health: what a host asks a running bot over HTTP, on this machine only."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.operations.metrics import CONTENT_TYPE
from bot.operations.readiness import FRESH_SECONDS, NEEDED_BYTES

if TYPE_CHECKING:
    from aiohttp import web

Found = TypeVar("Found")
LOG = logging.getLogger("refrain.health")
HOST = "127.0.0.1"
PATIENCE_SECONDS = 2.0
"""What does not answer in this time is not ready."""


@dataclass(frozen=True)
class Checks:
    """What there is to ask. Each is called in a thread of its own, so with no connection of another.

    heartbeat_age_seconds: since a worker was last heard of, None or infinite where none ever was.
    metrics: the page that Prometheus reads.
    """

    gateway_connected: Callable[[], bool]
    database_writable: Callable[[], bool]
    heartbeat_age_seconds: Callable[[], float | None]
    disk_free_bytes: Callable[[], int]
    metrics: Callable[[], bytes] = bytes


@dataclass(frozen=True)
class Told:
    """How one thing stands, in one sentence."""

    name: str
    ok: bool
    sentence: str


class Health:
    """The server of /healthz, /readyz and /metrics; port: 0 to choose a free one."""

    def __init__(self, checks: Checks, port: int) -> None:
        self._checks = checks
        self.port = port
        self._runner: web.AppRunner | None = None

    async def start(self, *, quietly: bool = False) -> bool:
        """Begin to answer; False, and a line in the log (not quietly), where the port is taken.

        A bot that cannot be asked still serves people, so that is no reason to stop.
        """
        from aiohttp import web

        app = web.Application()
        app.router.add_get("/healthz", self._healthz)
        app.router.add_get("/readyz", self._readyz)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, HOST, self.port).start()
        except OSError as problem:
            if not quietly:
                LOG.warning(
                    "Health cannot be told at port %d (%s) until it is free; or choose another one "
                    "([operations] port).",
                    self.port, problem.strerror,
                )  # fmt: skip
            await self.stop()
            return False
        self.port = int(self._runner.addresses[0][1])
        LOG.info("health at http://%s:%d/readyz", HOST, self.port)
        return True

    async def stop(self) -> None:
        """Answer no more."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def readiness(self) -> tuple[Told, ...]:
        """How each thing stands that the bot needs to be of use."""
        own = self._checks
        return tuple(
            await asyncio.gather(
                _asked("gateway", own.gateway_connected, _gateway),
                _asked("database", own.database_writable, _database),
                _asked("workers", own.heartbeat_age_seconds, _workers),
                _asked("disk", own.disk_free_bytes, _disk),
            )
        )

    async def _healthz(self, request: web.Request) -> web.Response:
        return _page(200, {"ok": True, "sentence": "The loop turns."})

    async def _readyz(self, request: web.Request) -> web.Response:
        told = await self.readiness()
        ok = all(one.ok for one in told)
        body = {"ok": ok} | {one.name: {"ok": one.ok, "sentence": one.sentence} for one in told}
        return _page(200 if ok else 503, body)

    async def _metrics(self, request: web.Request) -> web.Response:
        from aiohttp import web

        page = await asyncio.to_thread(self._checks.metrics)
        return web.Response(body=page, headers={"Content-Type": CONTENT_TYPE})


async def _asked(name: str, ask: Callable[[], Found], tell: Callable[[Found], tuple[bool, str]]) -> Told:
    try:
        found = await asyncio.wait_for(asyncio.to_thread(ask), PATIENCE_SECONDS)
    except TimeoutError:
        return Told(name, False, f"It was asked and did not answer within {PATIENCE_SECONDS:g} s.")
    except Exception as problem:
        LOG.warning("%s cannot be asked", name, exc_info=problem)
        return Told(name, False, f"It cannot be asked ({type(problem).__name__}); the log says more.")
    return Told(name, *tell(found))


def _gateway(connected: bool) -> tuple[bool, str]:
    return connected, "Connected to Discord." if connected else "Not connected to Discord; it keeps trying."


def _database(writable: bool) -> tuple[bool, str]:
    return writable, "Writable." if writable else "Cannot be written to: locked, read-only or damaged."


def _workers(age_seconds: float | None) -> tuple[bool, str]:
    if age_seconds is None or age_seconds == float("inf"):
        return False, "No worker was heard of yet."
    told = f"A worker was heard of {max(age_seconds, 0.0):.1f} s ago"
    if age_seconds >= FRESH_SECONDS:
        return False, f"{told}, and every one should be within {FRESH_SECONDS:g} s."
    return True, f"{told}."


def _disk(free_bytes: int) -> tuple[bool, str]:
    told = f"{free_bytes / 1e6:.0f} MB are free"
    if free_bytes <= NEEDED_BYTES:
        return False, f"{told}; more than {NEEDED_BYTES / 1e6:.0f} MB are needed."
    return True, f"{told}."


def _page(status: int, body: object) -> web.Response:
    from aiohttp import web

    return web.json_response(body, status=status, headers={"Cache-Control": "no-store"})
