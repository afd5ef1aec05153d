"""Where in a song steps meet: what several of them add up to at the same place on the same stem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audio_engine.arrangement.places import spans
from audio_engine.errors import ImpossiblePlan
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
    """The stretches of the song in seconds, as the engine finds them; the whole song where it cannot."""
    try:
        return spans(where, grid) or ((0.0, grid.seconds),)
    except ImpossiblePlan:
        return ((0.0, grid.seconds),)


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
