"""Moments of a song: where a step applies, and at which moments to look."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from tests.skills.rights.spec.question import STEMS, Data

Stretches = list[tuple[float, float]]


def written(value: float) -> Fraction:
    """A number as people wrote it: 1.12 is 112/100."""
    return Fraction(str(float(value)))


def stems_of(step: Data) -> tuple[str, ...]:
    """The stems that a step is on: all, where it names none."""
    return tuple(step["where"]["stems"]) or STEMS


def pieces(places: list[Stretches], grid: Data) -> Stretches:
    """The song cut at every boundary of those places; boundaries within a millisecond are one."""
    ends = sorted({0.0, grid["seconds"], *(t for place in places for part in place for t in part)})
    return [(start, end) for start, end in pairwise(ends) if end - start > 0.001]


def moments(places: list[Stretches], grid: Data) -> list[float]:
    """A moment in every piece; nothing changes in it."""
    return [(start + end) / 2 for start, end in pieces(places, grid)]


def holds(place: Stretches, moment: float) -> bool:
    """Whether a place holds at a moment."""
    return any(start <= moment < end for start, end in place)


def stretches(where: Data, grid: Data) -> Stretches:
    """Where a step applies; the whole song where the song has no such place."""
    found = _named(where, grid)
    if found and where["side"] != "inside":
        found = _beside(found, where["side"], grid["seconds"])
    return found or [(0.0, grid["seconds"])]


def _named(where: Data, grid: Data) -> Stretches:
    if where["part"] == "whole":
        return [(0.0, grid["seconds"])]
    if where["part"] == "bars":
        return _bars(where, grid)
    if where["part"] == "seconds":
        return _seconds(where, grid)
    found = [(s["start_seconds"], s["end_seconds"]) for s in grid["sections"] if s["label"] == where["part"]]
    if where["nth"] is None:
        return found
    index = where["nth"] - 1 if where["nth"] > 0 else len(found) + where["nth"]
    return [found[index]] if 0 <= index < len(found) else []


def _beside(named: Stretches, side: str, seconds: float) -> Stretches:
    """What lies before the first, after the last or beside all of them, if it is a millisecond at least."""
    named = sorted(named)
    before = (0.0, named[0][0])
    after = (named[-1][1], seconds)
    between = [(one[1], other[0]) for one, other in pairwise(named)]
    asked = {"before": [before], "after": [after], "outside": [before, *between, after]}[side]
    return [(start, end) for start, end in asked if end - start > 0.001]


def bar_lines(grid: Data) -> list[float]:
    """The start of every bar, and the end of the last."""
    starts = grid["beats_seconds"][grid["first_downbeat"] :: grid["beats_per_bar"]]
    if not starts:
        return [0.0, grid["seconds"]]
    full = starts[-1] + grid["beats_per_bar"] * 60.0 / grid["tempo_bpm"]
    end = max(full, grid["beats_seconds"][-1] + 0.001)
    return [*starts, min(end, grid["seconds"])]


def _bars(where: Data, grid: Data) -> Stretches:
    """Bars count from 1, or backwards from -1; both ends are included."""
    lines = bar_lines(grid)
    count = len(lines) - 1
    first = int(where["start"]) or 1
    last = count if where["end"] is None else int(where["end"])
    first = count + 1 + first if first < 0 else first
    last = count + 1 + last if last < 0 else last
    return [(lines[first - 1], lines[last])] if 1 <= first <= last <= count else []


def _seconds(where: Data, grid: Data) -> Stretches:
    """Seconds count from the start, or, below 0, from the end of the song."""
    seconds = grid["seconds"]
    start = where["start"]
    end = seconds if where["end"] is None else where["end"]
    start = seconds + start if start < 0 else start
    end = min(seconds + end if end < 0 else end, seconds)
    return [(start, end)] if 0 <= start < end else []
