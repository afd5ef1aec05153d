"""Closing: the bar in which the parts of a remix come to their end, and how they die away with the song."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.audio import Samples, frames
from audio_engine.grid import Hearing
from audio_engine.units import gain_from_db

LOOP_BARS = 4
"""What has no more bars than this is a loop, to be heard over and over: it has no ending."""
FULL_DB = -2.0
"""Against its loudest bars: a song that will be as loud as this once more has not begun to die away."""
GONE_DB = -30.0
"""Bars after the last one as loud as this are what rings on of a song that has ended."""
SHORTEST_SECONDS = 0.75
"""In less than this no last hit can ring out."""

_HELD_SHARE = 0.35
_MOVE_SECONDS = 0.05
_PIECES = 16


@dataclass(frozen=True)
class Closing:
    """How a remix closes. bars: all that are heard. last: the bar of the last hit, None where there is none.

    at_frames, gains: how loud parts are on the way there, in straight lines; no points leave them alone.
    """

    bars: tuple[Bar, ...]
    last: Bar | None
    at_frames: tuple[int, ...] = ()
    gains: tuple[float, ...] = ()

    def fade(self, sound: Samples, start_frame: int) -> None:
        """Bring a window of a part, which begins at a frame of the remix, down in place."""
        if not self.gains or (self.gains[0] == 1.0 and start_frame + sound.shape[1] <= self._moves_from):
            return
        at = np.arange(start_frame, start_frame + sound.shape[1])
        sound *= np.interp(at, self.at_frames, self.gains).astype(np.float32)

    @property
    def _moves_from(self) -> int:
        """The last frame up to which nothing is turned down."""
        moved = next(i for i, gain in enumerate((*self.gains, 0.0)) if gain < 1.0)
        return self.at_frames[max(moved - 1, 0)]


def closing_of(timeline: Timeline, hearing: Hearing) -> Closing:
    """How the parts of that remix close: with its last bar, and down with the song where it dies away."""
    bars = timeline.bars()
    levels = _levels(bars, hearing)
    index = _last(bars, levels)
    if index is None:
        return Closing(bars, None)
    points = _way_down(bars[:index], _still_to_come(levels)[:index])
    points += _release(bars, index, gain_from_db(_still_to_come(levels)[index]))
    at_frames, gains = zip(*points, strict=True)
    return Closing(bars, bars[index], at_frames, gains)


def _levels(bars: Sequence[Bar], hearing: Hearing) -> list[float]:
    """Each bar's level in dB against the loudest quarter of the song's; 0.0 where it was not measured."""
    heard = hearing.bar_energy_db
    if not heard:
        return [0.0] * len(bars)
    loudest = sorted(heard)[-max(len(heard) // 4, 1) :]
    full_db = sum(loudest) / len(loudest)
    return [heard[bar.number] - full_db if bar.number < len(heard) else 0.0 for bar in bars]


def _still_to_come(levels: Sequence[float]) -> list[float]:
    """How far a part is turned down in each bar, in dB: as what is still to come of the song is softer."""
    loudest = list(accumulate(reversed(levels), max))[::-1]
    return [max(min(level - FULL_DB, 0.0), GONE_DB) for level in loudest]


def _last(bars: Sequence[Bar], levels: Sequence[float]) -> int | None:
    """The number of the bar with the last hit: the last one in which the song sounds, and long enough."""
    if len(bars) <= LOOP_BARS:
        return None
    sounding = [i for i, level in enumerate(levels) if level > GONE_DB]
    long_enough = (
        i
        for i in reversed(range(sounding[-1] + 1 if sounding else len(bars)))
        if len(bars[i].beat_frames) > 1
        and bars[i].end_frame - bars[i].beat_frames[0] >= frames(SHORTEST_SECONDS)
    )
    return next(long_enough, None)


def _way_down(bars: Sequence[Bar], gains_db: Sequence[float]) -> list[tuple[int, float]]:
    """Each bar at its own gain; a softer one is softer from its first beat on."""
    points = []
    for bar, gain_db in zip(bars, gains_db, strict=True):
        gain = gain_from_db(gain_db)
        points.append((bar.start_frame, gain))
        points.append((max(bar.end_frame - frames(_MOVE_SECONDS), bar.start_frame), gain))
    return points


def _release(bars: Sequence[Bar], index: int, gain: float) -> list[tuple[int, float]]:
    """The last hit is held for a third of its bar, and has died away at the bar's end.

    It rings on through a scrap of a bar that is heard after it.
    """
    start, end = bars[index].start_frame, bars[index].end_frame
    scraps = bars[index:]
    touching = all(a.end_frame == b.start_frame for a, b in pairwise(scraps))
    if touching and scraps[-1].end_frame - end < frames(SHORTEST_SECONDS):
        end = scraps[-1].end_frame
    held = round(start + _HELD_SHARE * (end - start))
    turns = [step / _PIECES for step in range(_PIECES + 1)]
    fall = [(round(held + t * (end - held)), gain * (0.5 + 0.5 * float(np.cos(np.pi * t)))) for t in turns]
    return [(start, gain), *fall]
