"""The beats of a remix, told to effects for any window of it."""

from __future__ import annotations

from bisect import bisect_left

from audio_engine.arrangement.timeline import Timeline
from audio_engine.effects import Beat
from audio_engine.units import RATE_HZ

_AROUND = 16
"""Beats before and after a window that are told along, so that a figure may begin before it."""


class Beats:
    """Every beat of a remix, by frame, and which of them begin a bar."""

    def __init__(self, timeline: Timeline, beat_seconds: float, seed: int) -> None:
        self._seconds, self._seed = beat_seconds, seed
        self._per_bar = timeline.grid.beats_per_bar
        bars = timeline.bars()
        self._beats = sorted({frame for bar in bars for frame in bar.beat_frames[:-1]})
        self._bars = [bar.beat_frames[0] for bar in bars if len(bar.beat_frames) > 1]

    def at(self, start: int, end: int) -> Beat:
        """The beat in the window [start, end) of the remix, in frames."""
        begins = self._bar_at(start)
        first = max(bisect_left(self._beats, start) - _AROUND, 0)
        last = bisect_left(self._beats, end) + _AROUND
        return Beat(
            seconds=self._seconds,
            seed=self._seed,
            first_seconds=(begins - start) / RATE_HZ,
            start_seconds=start / RATE_HZ,
            number=bisect_left(self._beats, begins),
            per_bar=self._per_bar,
            frames=tuple(frame - start for frame in self._beats[first:last]),
        )

    def _bar_at(self, start: int) -> int:
        """The first bar that begins in the window, else the last before it, else its own beginning."""
        place = bisect_left(self._bars, start)
        if place < len(self._bars):
            return self._bars[place]
        return self._bars[-1] if self._bars else start
