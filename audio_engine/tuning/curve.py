"""Curves: how fast each moment of a song goes, as steps that multiply and add up to a warp."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audio_engine.arrangement.places import Spans
from audio_engine.arrangement.warp import Warp

_SAME = 1e-9


@dataclass(frozen=True)
class Curve:
    """Tempo factors (2.0 is twice as fast), each from its edge to the next, in seconds of the song.

    edges: rising, from 0.0 to the song's end; one more than there are factors.
    """

    edges: tuple[float, ...]
    factors: tuple[float, ...]

    @classmethod
    def level(cls, factor: float, seconds: float) -> Curve:
        """One factor for a whole song of that many seconds."""
        return cls((0.0, seconds), (factor,))

    @classmethod
    def within(cls, factor: float, place: Spans, seconds: float) -> Curve:
        """One factor in some stretches of a song, 1 elsewhere."""
        edges = _edges([edge for span in place for edge in span], seconds)
        middles = [(a + b) / 2 for a, b in pairwise(edges)]
        inside = [any(start <= at < end for start, end in place) for at in middles]
        return cls(edges, tuple(factor if here else 1.0 for here in inside))

    @classmethod
    def ramp(cls, factor: float, place: Spans, steps: Sequence[float], seconds: float) -> Curve:
        """From 1 to a factor over some stretches, evenly with the song's own time; the song stays at it.

        steps: the moments where the tempo may step. Between two of them it is the logarithmic mean of
        its values there, which is what an even change comes to: dt = ds / (a + b s).
        """
        edges = _edges([*(edge for span in place for edge in span), *steps], seconds)
        whole = sum(end - start for start, end in place)
        at = [1.0 + (factor - 1.0) * _passed(edge, place) / whole for edge in edges]
        return cls(edges, tuple(_log_mean(a, b) for a, b in pairwise(at)))

    def times(self, other: Curve) -> Curve:
        """Both at once."""
        edges = _edges([*self.edges, *other.edges], self.edges[-1])
        middles = [(a + b) / 2 for a, b in pairwise(edges)]
        factors = [self.at(middle) * other.at(middle) for middle in middles]
        return Curve(*_merged(edges, factors))

    def over(self, other: Curve) -> Curve:
        """This one without what the other does."""
        return self.times(Curve(other.edges, tuple(1.0 / f for f in other.factors)))

    def at(self, seconds: float) -> float:
        """The factor at a moment."""
        place = bisect_right(self.edges, seconds) - 1
        return self.factors[min(max(place, 0), len(self.factors) - 1)]

    def warp(self) -> Warp:
        """When each moment is heard."""
        heard = [0.0]
        for (start, end), factor in zip(pairwise(self.edges), self.factors, strict=True):
            heard.append(heard[-1] + (end - start) / factor)
        return Warp(self.edges, tuple(heard))


def _edges(times: Sequence[float], seconds: float) -> tuple[float, ...]:
    """The song's ends and all times between them, in order, none closer than a tenth of a millisecond."""
    found = [0.0]
    for time in sorted(times):
        if time > found[-1] + 1e-4 and time < seconds - 1e-4:
            found.append(time)
    return (*found, seconds)


def _merged(edges: Sequence[float], factors: Sequence[float]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Neighbours of one factor made one; a factor that is 1 but for rounding is 1."""
    kept_edges, kept = [edges[0]], [_rounded(factors[0])]
    for edge, factor in zip(edges[1:-1], factors[1:], strict=True):
        if not math.isclose(factor, kept[-1], rel_tol=_SAME):
            kept_edges.append(edge)
            kept.append(_rounded(factor))
    return (*kept_edges, edges[-1]), tuple(kept)


def _rounded(factor: float) -> float:
    return 1.0 if math.isclose(factor, 1.0, rel_tol=_SAME) else factor


def _passed(seconds: float, place: Spans) -> float:
    return sum(min(max(seconds - start, 0.0), end - start) for start, end in place)


def _log_mean(a: float, b: float) -> float:
    return a if math.isclose(a, b, rel_tol=1e-9) else (b - a) / math.log(b / a)
