"""How long separating takes: told before it begins, from former runs, and while it goes on."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from audio_engine.cache import Cache
from audio_engine.errors import EngineError
from audio_engine.files.atomic import written_whole

_FILE = "speeds.json"
_NEWEST_WEIGHT = 0.5
_MEASURED_CORES = 2


def expected_speed(speed_key: str, guess: float, cache: Cache | None) -> float:
    """Seconds of sound separated in one second: as in former runs here, else the guess."""
    return _read(cache).get(speed_key, guess)


def for_these_cores(speed: float) -> float:
    """What a speed measured on two cores is likely here: eight cores are four times as fast, more no more."""
    return speed * min(os.cpu_count() or 1, 4 * _MEASURED_CORES) / _MEASURED_CORES


def told_left(seconds: float) -> str:
    """A rest of time as people say it: "about 40 s left", "about 3 min left"."""
    if seconds < 90.0:
        return f"about {max(5, 5 * round(seconds / 5))} s left"
    return f"about {round(seconds / 60)} min left"


class Timer:
    """Measures a run: how much sound was separated in which time, the first block apart.

    The first block also loads what all others need, so it counts only when it stays the only one.
    """

    def __init__(self, expected: float) -> None:
        self._expected = expected
        self._first: tuple[float, float] | None = None
        self._sound, self._work = 0.0, 0.0
        self._began = time.perf_counter()

    def begin(self) -> None:
        """A block is about to be separated."""
        self._began = time.perf_counter()

    def end(self, sound_seconds: float) -> None:
        """It is done, and was that long."""
        worked = time.perf_counter() - self._began
        if self._first is None:
            self._first = (sound_seconds, worked)
        else:
            self._sound += sound_seconds
            self._work += worked

    @property
    def speed(self) -> float:
        """Seconds of sound in one second, as far as is known."""
        if self._work > 0.0:
            return self._sound / self._work
        if self._first is not None and self._first[1] > 0.0:
            return self._first[0] / self._first[1]
        return self._expected

    def remember(self, speed_key: str, cache: Cache | None) -> None:
        """Keep the speed for the next estimate; a folder that cannot be written is no reason to fail."""
        if cache is None or self._first is None:
            return
        speeds = _read(cache)
        before = speeds.get(speed_key, self.speed)
        speeds[speed_key] = round(before + _NEWEST_WEIGHT * (self.speed - before), 4)
        try:
            cache.folder.mkdir(parents=True, exist_ok=True)
            with written_whole(cache.folder / _FILE) as temporary:
                temporary.write_text(json.dumps(speeds, sort_keys=True), encoding="utf-8")
        except (EngineError, OSError):
            return


def _read(cache: Cache | None) -> dict[str, float]:
    """All speeds known; none where the file is missing or is not what was written."""
    if cache is None:
        return {}
    path: Path = cache.folder / _FILE
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(k): float(v) for k, v in found.items() if isinstance(v, int | float) and v > 0}
