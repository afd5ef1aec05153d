"""Where in a song steps meet: what several of them add up to at the same place on the same stem."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from operator import add

from audio_engine.arrangement.places import spans
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid
from audio_engine.plan import Where
from audio_engine.units import STEMS, StemName

Stretch = tuple[float, float]
NOTHING = Fraction(0)


def exactly(value: float) -> Fraction:
    """The number as it is written: 1.12 is 28/25, so that two of them are 1.2544 and no more."""
    return Fraction(repr(float(value)))


@dataclass(frozen=True)
class Asked:
    """A change that counts together with others at the same place: at least `low`, at most `high`.

    spared: stems that it leaves alone although they sound there. step_id: the step that makes it.
    """

    where: Where
    low: Fraction
    high: Fraction
    spared: tuple[StemName, ...] = ()
    step_id: int = 0


def stretches(where: Where, grid: Grid) -> tuple[Stretch, ...]:
    """The stretches of the song in seconds, as the engine finds them; the whole song where it cannot."""
    try:
        return spans(where, grid) or ((0.0, grid.seconds),)
    except ImpossiblePlan:
        return ((0.0, grid.seconds),)


def extent(
    asked: Sequence[Asked],
    grid: Grid,
    together: Callable[[Fraction, Fraction], Fraction] = add,
    nothing: Fraction = NOTHING,
) -> tuple[Fraction, Fraction]:
    """The lowest and the highest change at any place, on any stem that is changed; `nothing` for none.

    together: what two changes at one place are, added up where nothing else is said.
    """
    placed = [(stretches(one.where, grid), one) for one in asked]
    ends = sorted({0.0, grid.seconds, *(t for parts, _ in placed for part in parts for t in part)})
    stems = [stem for stem in STEMS if any(_on(one, stem) for one in asked)]
    lows, highs = [], []
    for start, end in pairwise(ends):
        here = [one for parts, one in placed if any(a <= start and end <= b for a, b in parts)]
        for stem in stems:
            on_stem = [one for one in here if _on(one, stem)]
            lows.append(reduce(together, (one.low for one in on_stem), nothing))
            highs.append(reduce(together, (one.high for one in on_stem), nothing))
    return (min(lows, default=nothing), max(highs, default=nothing))


def _on(one: Asked, stem: StemName) -> bool:
    return stem not in one.spared and (not one.where.stems or stem in one.where.stems)
