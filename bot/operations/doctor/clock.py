"""The clock of this machine: a wrong one makes licenses end at the wrong time and tokens look old."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.config import Config, home_of
from bot.operations.check import Check

GROUP = "This machine"
TOLERATED_SECONDS = 300.0


def checks(config: Config) -> Iterable[Check]:
    """Whether the clock is later than everything that was written here before."""
    yield compared(
        time.time(), [Path(__file__), *(home_of(config) / name for name in ("refrain.db", "bot.db"))]
    )


def compared(now: float, written: Iterable[Path]) -> Check:
    """The clock, `now` in seconds since 1970, beside files that must be older."""
    times = [file.stat().st_mtime for file in written if file.exists()]
    told = datetime.fromtimestamp(now, UTC).strftime("%Y-%m-%d %H:%M UTC")
    if any(at > now + TOLERATED_SECONDS for at in times):
        newest = datetime.fromtimestamp(max(times), UTC).strftime("%Y-%m-%d %H:%M UTC")
        sentence = (
            f"The clock says {told}, and files were written at {newest} already; set the clock "
            "(`timedatectl set-ntp true`)."
        )
        return Check(GROUP, "clock", "missing", sentence)
    return Check(GROUP, "clock", "well", f"The clock says {told}.")
