"""Health: what a host is told, over real HTTP on this machine."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import replace
from typing import Any

import aiohttp

from bot.operations import health
from bot.operations.health import Checks, Health
from bot.operations.metrics import Metrics

WELL = Checks(
    gateway_connected=lambda: True,
    database_writable=lambda: True,
    heartbeat_age_seconds=lambda: 0.42,
    disk_free_bytes=lambda: 2_000_000_000,
)


def asked(checks: Checks, path: str) -> tuple[int, Any, str]:
    """Status, body and content type of one page."""

    async def ask() -> tuple[int, Any, str]:
        server = Health(checks, 0)
        assert await server.start()
        try:
            address = f"http://127.0.0.1:{server.port}{path}"
            async with aiohttp.ClientSession() as session, session.get(address) as answer:
                kind = answer.headers["Content-Type"]
                body = await (answer.json() if "json" in kind else answer.text())
                return answer.status, body, kind
        finally:
            await server.stop()

    return asyncio.run(ask())


def test_a_loop_that_turns_is_healthy_whatever_else_is_broken() -> None:
    broken = replace(WELL, gateway_connected=lambda: False)
    assert asked(broken, "/healthz")[:2] == (200, {"ok": True, "sentence": "The loop turns."})


def test_a_bot_that_has_all_it_needs_is_ready() -> None:
    status, body, _ = asked(WELL, "/readyz")
    assert status == 200
    assert body == {
        "ok": True,
        "gateway": {"ok": True, "sentence": "Connected to Discord."},
        "database": {"ok": True, "sentence": "Writable."},
        "workers": {"ok": True, "sentence": "A worker was heard of 0.4 s ago."},
        "disk": {"ok": True, "sentence": "2000 MB are free."},
    }


def test_each_thing_that_is_missing_makes_it_not_ready_and_says_so() -> None:
    def boom() -> bool:
        raise RuntimeError("secret")

    for name, checks, sentence in (
        ("gateway", replace(WELL, gateway_connected=lambda: False),
         "Not connected to Discord; it keeps trying."),
        ("database", replace(WELL, database_writable=lambda: False),
         "Cannot be written to: locked, read-only or damaged."),
        ("workers", replace(WELL, heartbeat_age_seconds=lambda: None), "No worker was heard of yet."),
        ("workers", replace(WELL, heartbeat_age_seconds=lambda: float("inf")),
         "No worker was heard of yet."),
        ("workers", replace(WELL, heartbeat_age_seconds=lambda: 5.0),
         "A worker was heard of 5.0 s ago, and every one should be within 5 s."),
        ("disk", replace(WELL, disk_free_bytes=lambda: 500_000_000),
         "500 MB are free; more than 500 MB are needed."),
        ("database", replace(WELL, database_writable=boom),
         "It cannot be asked (RuntimeError); the log says more."),
    ):  # fmt: skip
        status, body, _ = asked(checks, "/readyz")
        assert status == 503
        assert body.pop("ok") is False
        assert body.pop(name) == {"ok": False, "sentence": sentence}
        assert all(other["ok"] for other in body.values())


def test_what_never_answers_is_not_ready_and_holds_nobody_up(monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.05)
    let_go = threading.Event()

    async def ask() -> tuple[health.Told, ...]:
        told = await Health(replace(WELL, database_writable=let_go.wait), 0).readiness()
        let_go.set()
        return told

    told = {one.name: one for one in asyncio.run(ask())}
    assert told["database"].sentence == "It was asked and did not answer within 0.05 s."
    assert [one.ok for one in told.values()] == [True, False, True, True]


def test_the_page_of_metrics_is_what_prometheus_reads() -> None:
    metrics = Metrics()
    metrics.workers("render", 3)
    status, page, kind = asked(replace(WELL, metrics=metrics.told), "/metrics")
    assert (status, kind) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert 'refrain_workers_alive{lane="render"} 3.0' in page


def test_it_listens_on_this_machine_only_and_a_taken_port_stops_nobody() -> None:
    async def twice() -> tuple[bool, bool, str]:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            refused = await Health(WELL, taken.getsockname()[1]).start()
        server = Health(WELL, 0)
        began = await server.start()
        assert server._runner is not None
        host = server._runner.addresses[0][0]
        await server.stop()
        return refused, began, host

    assert asyncio.run(twice()) == (False, True, "127.0.0.1")
