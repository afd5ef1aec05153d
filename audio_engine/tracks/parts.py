"""Parts of an even tempo, each as it was recorded and as it is heard, to measure how fast it goes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, frames
from audio_engine.tracks.turntable import Turntable
from audio_engine.units import MEASURED_SECONDS, RATE_HZ

LONGEST_SECONDS = 20.0
EVEN = 1.03


@dataclass(frozen=True)
class Part:
    """Seconds [start, end) of the original that go at `ratio`, and both sounds of some of it."""

    start_seconds: float
    end_seconds: float
    ratio: float
    original: Samples
    heard: Samples


def parts(warp: Warp, turntable: Turntable, sound: Samples, first_frame: int) -> tuple[Part, ...]:
    """Every part of a warp that goes on evenly for 8 s or more of what is heard in a sound.

    sound: the stem at its new tempo from frame `first_frame` on, not yet laid out.
    """
    found = []
    for start, end in _even(warp):
        low = max(frames(warp.heard_at(start)), first_frame)
        high = min(frames(warp.heard_at(end)), first_frame + sound.shape[1])
        if high - low < frames(MEASURED_SECONDS):
            continue
        spare = max(high - low - frames(LONGEST_SECONDS), 0) // 2
        low, high = low + spare, high - spare
        begin, stop = warp.source_at(low / RATE_HZ), warp.source_at(high / RATE_HZ)
        original = turntable.recorded(frames(begin), frames(stop))
        ratio = (stop - begin) * RATE_HZ / (high - low)
        found.append(Part(start, end, ratio, original, sound[:, low - first_frame : high - first_frame]))
    return tuple(found)


def _even(warp: Warp) -> list[tuple[float, float]]:
    """Stretches of the original within which the tempo ratio moves by less than 3 %.

    One ratio that holds for 8 s or more is a stretch by itself: what is measured of it is its own.
    """
    found: list[tuple[float, float]] = []
    held: list[float] = []
    apart = False
    for (start, end), (low, high) in zip(
        pairwise(warp.source_seconds), pairwise(warp.heard_seconds), strict=True
    ):
        ratio = (end - start) / (high - low)
        before, apart = apart, high - low >= MEASURED_SECONDS
        if held and not (before or apart) and max(*held, ratio) / min(*held, ratio) < EVEN:
            found[-1] = (found[-1][0], end)
            held.append(ratio)
        else:
            found.append((start, end))
            held = [ratio]
    return found
