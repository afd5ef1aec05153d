"""Notify: what systemd hears, at a real socket."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

from bot.config import default_config
from bot.operations.notify import Notifier


def listening(path: str) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.settimeout(5)
    listener.bind(path)
    return listener


def test_systemd_hears_ready_status_and_stopping(tmp_path: Path) -> None:
    with listening(str(tmp_path / "s")) as systemd:
        notifier = Notifier.of(default_config({"NOTIFY_SOCKET": str(tmp_path / "s")}))
        notifier.ready()
        notifier.status("In 3 servers;\n2 jobs wait")
        notifier.stopping()
        heard = [systemd.recv(200).decode() for _ in range(3)]
    assert heard == ["READY=1", "STATUS=In 3 servers; 2 jobs wait", "STOPPING=1"]


def test_an_abstract_socket_is_written_with_an_at_sign(tmp_path: Path) -> None:
    name = f"refrain-{tmp_path.name}-{id(tmp_path)}"
    with listening(f"\0{name}") as systemd:
        Notifier(f"@{name}").ready()
        assert systemd.recv(200) == b"READY=1"


def test_the_watchdog_hears_of_the_loop_again_and_again(tmp_path: Path) -> None:
    async def three_beats() -> list[bytes]:
        with listening(str(tmp_path / "s")) as systemd:
            beating = asyncio.create_task(Notifier(str(tmp_path / "s"), 0.01).beating())
            heard = [await asyncio.to_thread(systemd.recv, 200) for _ in range(3)]
            beating.cancel()
            return heard

    assert asyncio.run(three_beats()) == [b"WATCHDOG=1"] * 3


def test_without_systemd_nobody_is_told_and_nothing_fails(tmp_path: Path) -> None:
    notifier = Notifier.of(default_config({}))
    notifier.ready()
    asyncio.run(notifier.beating())
    Notifier(str(tmp_path / "gone")).ready()
