"""A clock that tests can move, and the ids that are made from it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

EPOCH_MILLISECONDS = 1_420_070_400_000
"""Discord counts its ids from the first of January 2015."""


class Clock:
    """Wall time plus what was skipped by `advance`; the stand-in looks at no other clock.

    Unless `strict`, only skipped time counts for deadlines: a busy machine then misses none.
    """

    def __init__(self, strict: bool = False, wall: Callable[[], float] = time.time) -> None:
        self._wall, self._strict = wall, strict
        self._skipped_seconds = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return self._wall() + self._skipped_seconds

    def deadline_seconds(self) -> float:
        """Seconds on the clock by which deadlines are kept; only differences mean something."""
        return self.now() if self._strict else self._skipped_seconds

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._skipped_seconds += seconds


class Snowflakes:
    """Ids that rise with the clock and never come twice."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> int:
        """A new id."""
        milliseconds = int(self._clock.now() * 1000) - EPOCH_MILLISECONDS
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last


def stamp(seconds: float) -> str:
    """A time as Discord writes it."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")
