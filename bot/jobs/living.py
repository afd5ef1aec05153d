"""Living: names for processes by which anybody can tell whether they still run."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path


@cache
def host() -> str:
    """This machine, or this container: wherever the same number means the same process."""
    try:
        room = os.readlink("/proc/self/ns/pid").strip("pid:[]")
    except OSError:
        room = ""
    return f"{socket.gethostname().replace(':', '-')}-{room}".rstrip("-")


def own_name() -> str:
    """This process as host:pid:start."""
    return name_of(os.getpid())


def name_of(pid: int) -> str:
    """A process of this machine as host:pid:start."""
    return f"{host()}:{pid}:{_start(pid) or '0'}"


def pid_here(name: str) -> int | None:
    """The number of a process of this machine, running or not; None for any other name."""
    parts = name.rsplit(":", 2)
    return int(parts[1]) if len(parts) == 3 and parts[0] == host() and parts[1].isdigit() else None


def is_alive(name: str) -> bool | None:
    """Whether it still runs; None when that cannot be seen from here."""
    pid = pid_here(name)
    if pid is None:
        return None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return (_start(pid) or "0") == name.rsplit(":", 1)[1]


def _start(pid: int) -> str:
    """When a process began, in its system's own count; "" when it has ended or no system tells."""
    try:
        fields = (
            Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        )
    except (OSError, IndexError):
        return ""
    return "" if fields[0] in "ZX" else fields[19]
