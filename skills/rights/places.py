"""Where in a song steps meet: what several of them add up to at the same place on the same stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audio_engine.grid import Grid
from audio_engine.plan import Where
from audio_engine.units import STEMS, StemName

Stretch = tuple[float, float]


@dataclass(frozen=True)
class Asked:
    """A change that adds up with others at the same place: at least `low`, at most `high`.

    spared: stems that it leaves alone although they sound there.
    """

    where: Where
    low: float
    high: float
    spared: tuple[StemName, ...] = ()


def stretches(where: Where, grid: Grid) -> tuple[Stretch, ...]:
    """The stretches of the song in seconds; the whole song where the part cannot be found."""
    whole = ((0.0, grid.seconds),)
    if where.part == "whole":
        return whole
    if where.part == "bars":
        return _bars(where, grid) or whole
    if where.part == "seconds":
        return _seconds(where, grid) or whole
    return _sections(where, grid) or whole


def extent(asked: Sequence[Asked], grid: Grid) -> tuple[float, float]:
    """The lowest and the highest sum at any place, on any stem that is changed; (0, 0) for nothing."""
    placed = [(stretches(one.where, grid), one) for one in asked]
    ends = sorted({0.0, grid.seconds, *(t for parts, _ in placed for part in parts for t in part)})
    stems = [stem for stem in STEMS if any(_on(one, stem) for one in asked)]
    lows, highs = [], []
    for start, end in pairwise(ends):
        here = [one for parts, one in placed if any(a <= start and end <= b for a, b in parts)]
        for stem in stems:
            on_stem = [one for one in here if _on(one, stem)]
            lows.append(sum(one.low for one in on_stem))
            highs.append(sum(one.high for one in on_stem))
    return (min(lows, default=0.0), max(highs, default=0.0))


def _on(one: Asked, stem: StemName) -> bool:
    return stem not in one.spared and (not one.where.stems or stem in one.where.stems)


def _bars(where: Where, grid: Grid) -> tuple[Stretch, ...]:
    lines = grid.bar_lines()
    count = len(lines) - 1
    first = _from_end(int(where.start or 1), count)
    last = _from_end(int(where.end), count) if where.end is not None else count
    last = min(last, count)
    if not 1 <= first <= last:
        return ()
    return ((lines[first - 1], lines[last]),)


def _from_end(number: int, count: int) -> int:
    return number if number > 0 else count + 1 + number


def _seconds(where: Where, grid: Grid) -> tuple[Stretch, ...]:
    start = where.start or 0.0
    end = grid.seconds if where.end is None else where.end
    start = max(0.0, start + grid.seconds if start < 0 else start)
    end = min(grid.seconds, end + grid.seconds if end < 0 else end)
    return ((start, end),) if start < end else ()


def _sections(where: Where, grid: Grid) -> tuple[Stretch, ...]:
    found = [s for s in grid.sections if s.label == where.part]
    if where.nth is not None:
        place = where.nth - 1 if where.nth > 0 else where.nth
        found = found[place : place + 1 or None] if -len(found) <= place < len(found) else []
    return tuple((s.start_seconds, s.end_seconds) for s in found)
