"""Mortality: a worker ends with the process that started it, whatever either is doing."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path

from bot.jobs.living import pid_here

_SET_DEATH_SIGNAL = 1
_FIRST_TO_GO = "500"
"""When memory runs out, the system ends a worker before it ends the bot."""


def end_with(parent: str) -> None:
    """End this process, and whatever it forks, when `parent` (host:pid:start) ends.

    On Linux the kernel sees to it, even inside C code; elsewhere the end of the standard input does.
    """
    threading.Thread(target=_end_with_input, name="parent", daemon=True).start()
    if sys.platform == "linux":
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO, encoding="ascii")
        _die_after(pid_here(parent))
        here = os.getpid()
        os.register_at_fork(after_in_child=lambda: _die_after(here))


def _die_after(parent: int | None) -> None:
    import ctypes

    ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if parent is not None and os.getppid() != parent:  # it ended before the kernel knew
        os._exit(1)


def _end_with_input() -> None:
    with suppress(OSError):
        while os.read(0, 4096):
            pass
    os._exit(1)
