"""Where in a song steps meet: what several of them add up to at the same place on the same stem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from audio_engine.arrangement.places import spans
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid
from audio_engine.plan import Where
from audio_engine.units import StemName

Stretch = tuple[float, float]


@lru_cache(maxsize=4096)
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


def pieces(places: Iterable[Where], grid: Grid) -> list[Stretch]:
    """The song cut wherever one of those places begins or ends, in order."""
    ends = {0.0, grid.seconds, *(t for where in places for part in stretches(where, grid) for t in part)}
    found = [0.0]
    for end in sorted(ends):
        if end - found[-1] > _SLIVER_SECONDS:
            found.append(end)
    return list(pairwise(found)) or [(0.0, grid.seconds)]


def reaches(where: Where, piece: Stretch, grid: Grid) -> bool:
    """Whether a place holds that piece of the song."""
    if where.part == "whole":
        return True
    middle = (piece[0] + piece[1]) / 2
    return any(start <= middle < end for start, end in stretches(where, grid))


def on_stem(one: Asked, stem: StemName) -> bool:
    """Whether a change is heard on that stem."""
    return stem not in one.spared and (not one.where.stems or stem in one.where.stems)


_SLIVER_SECONDS = 1e-3
"""Places that meet within a thousandth of a second meet at one moment: nothing is heard between them."""
