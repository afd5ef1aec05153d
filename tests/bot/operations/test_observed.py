"""A bot that runs is observed: health over HTTP, and systemd at its socket, from start to stop."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.config import Config, default_config
from bot.operations.observed import observed
from tests.bot.operations.test_health import WELL
from tests.bot.operations.test_notify import listening


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_health_and_systemd_are_told_until_the_bot_stops_whatever_ends_it(tmp_path: Path) -> None:
    config = default_config({"NOTIFY_SOCKET": str(tmp_path / "s"), "WATCHDOG_USEC": "60000000"})
    port = config["operations"]["port"] = free_port()

    async def run() -> int:
        async with observed(config, WELL) as notifier, aiohttp.ClientSession() as session:
            notifier.status("In 3 servers.")
            async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                assert answer.status == 200
            raise ZeroDivisionError

    with listening(str(tmp_path / "s")) as systemd:
        with pytest.raises(ZeroDivisionError):
            asyncio.run(run())
        heard = {systemd.recv(200).decode() for _ in range(4)}
    assert heard == {"READY=1", "WATCHDOG=1", "STATUS=In 3 servers.", "STOPPING=1"}
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port)).close()


@pytest.mark.parametrize("port", [0, None])
def test_only_with_port_0_nothing_listens(caplog: pytest.LogCaptureFixture, port: int | None) -> None:
    config = default_config({})
    config["operations"]["port"] = free_port() if port is None else port

    async def run() -> None:
        async with observed(config, WELL):
            pass

    with caplog.at_level("INFO", "refrain.health"):
        asyncio.run(run())
    assert len(caplog.records) == (0 if port == 0 else 1)


def test_one_that_stands_by_tells_health_as_soon_as_the_other_is_gone_and_complains_of_nothing(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.operations.observed.TRY_AGAIN_SECONDS", 0.01)
    config = default_config({})
    port = config["operations"]["port"] = free_port()

    async def run() -> None:
        async with AsyncExitStack() as first, observed_after(first, config, port):
            pass

    with caplog.at_level("INFO", "refrain.health"):
        asyncio.run(run())
    assert [record.levelname for record in caplog.records] == ["INFO", "INFO"]


@asynccontextmanager
async def observed_after(first: AsyncExitStack, config: Config, port: int) -> AsyncIterator[None]:
    await first.enter_async_context(observed(config, WELL))
    async with observed(config, WELL, stands_by=True), aiohttp.ClientSession() as session:
        await first.aclose()
        async with asyncio.timeout(10):
            while True:
                with suppress(aiohttp.ClientConnectorError):
                    async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                        assert answer.status == 200
                        break
                await asyncio.sleep(0.01)
        yield
