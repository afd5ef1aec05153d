"""The stopwatch: how long each stage took, and how far the whole work is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from audio_engine.progress import Progress
from skills.talk.reply import Preview
from skills.talk.watch import Watch

STEMS = "stems"
"""The stage whose worker knows how long it still takes, and says so."""
WITHIN_RENDER = {
    "tempo and pitch": (0.0, 0.6), "layers": (0.6, 0.7), "mastering": (0.7, 0.9), "checking": (0.9, 1.0),
}  # fmt: skip
"""Which part of a render each of the engine's stages takes, as measured on songs of a few minutes."""


class Stopwatch:
    """Times the stages of one piece of work and tells its watch."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._began = time.perf_counter()
        self.seconds: dict[str, float] = {}

    @property
    def elapsed(self) -> float:
        """Seconds since the work began."""
        return time.perf_counter() - self._began

    def preview_ready(self, preview: Preview) -> None:
        """Tell the watch that the preview can be heard."""
        self._watch.preview_ready(preview)

    @contextmanager
    def stage(self, name: str, start: float, end: float) -> Iterator[Progress]:
        """Time a stage that takes the work from `start` to `end`; gives the progress for its worker."""
        began = time.perf_counter()
        self._watch.stage(name, start)

        def report(within: str, done: float) -> None:
            low, high = WITHIN_RENDER.get(within, (0.0, 1.0))
            told = f"{name}: {within}" if name == STEMS and within else name
            self._watch.stage(told, start + (end - start) * (low + (high - low) * done))

        yield report
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        self._watch.stage(name, end)
