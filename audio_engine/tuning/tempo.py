"""Tempo of a plan: whole, by parts, ramped or steadied, with the pitch kept or linked to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from audio_engine.arrangement.places import Spans, snapped_to_bars, spans
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid
from audio_engine.plan import RemixPlan, Tempo
from audio_engine.tuning.curve import Curve
from audio_engine.units import semitones_from_ratio

FASTEST_RATIO, SLOWEST_RATIO = 4.0, 0.25
MOST_UNEVEN = 1.6
STEPS_PER_BEAT = 4


Feels = tuple[tuple[Literal["half", "double"], Spans], ...]
"""Feels and where they hold, on bar lines, in seconds of the original."""


@dataclass(frozen=True)
class Speed:
    """How fast a remix goes, in two stages: `linked` turns the pitch with it, then `kept` leaves it.

    linked: from the original to what a turntable gives; kept: from there to what is heard; warp: both.
    """

    linked: Warp
    kept: Warp
    warp: Warp

    @property
    def ratio(self) -> float:
        """The tempo ratio of the whole song: its length before over its length after."""
        return self.warp.mean_ratio

    @property
    def moved(self) -> bool:
        """Whether any moment of the song goes at another tempo than its own."""
        return self.warp.source_seconds != self.warp.heard_seconds

    @property
    def linked_semitones(self) -> float | None:
        """How far the turntable moves the pitch; None where that is not the same throughout."""
        return None if self.linked.ratio is None else semitones_from_ratio(self.linked.ratio)

    def beat_seconds(self, grid: Grid, seconds: float) -> float:
        """How long a beat is heard at a moment of the original."""
        return 60.0 / (grid.tempo_bpm * self.warp.ratio_at(seconds))


def warp(plan: RemixPlan, grid: Grid) -> Warp:
    """When each moment of the song is heard, after all steps of tempo; ImpossiblePlan beyond its limits."""
    return speed(plan, grid).warp


def speed(plan: RemixPlan, grid: Grid) -> Speed:
    """All tempo steps in order: a ratio multiplies the tempo where it holds, a BPM sets it.

    A drifting song keeps its drift unless a step steadies it: then every beat is as long as the
    others before the other steps change that.
    """
    level = Curve.level(1.0, grid.seconds)
    kept = linked = level
    for step in plan.of("tempo"):
        change = _change(step, kept.times(linked), grid)
        if step.pitch == "linked":
            linked = linked.times(change)
        else:
            kept = kept.times(change)
    _refuse_extremes(kept.times(linked).factors)
    if plan.of("steady"):
        kept = kept.times(_steadying(grid))
    return _staged(kept, linked)


def feels(plan: RemixPlan, stem: str, grid: Grid) -> Feels:
    """Where a stem is played half or twice as fast on the song's own beat, on bar lines.

    Drums where no stem is named. Raises ImpossiblePlan for "mix", a song without stems.
    """
    if stem == "mix" and plan.of("feel"):
        raise ImpossiblePlan(
            "A half-time or double-time feel needs the drums on their own, and of this song I have the mix "
            "alone; tell its stems apart first, or change the tempo of the whole song."
        )
    return tuple(
        (step.feel, snapped_to_bars(spans(step.where, grid), grid))
        for step in plan.of("feel")
        if stem in (step.where.stems or ("drums",))
    )


def _change(step: Tempo, now: Curve, grid: Grid) -> Curve:
    if step.where.stems:
        raise ImpossiblePlan(
            "One stem cannot go at another tempo than the rest, they would drift apart; "
            "I can give it a half-time or a double-time feel, or change the tempo of the whole song."
        )
    place = spans(step.where, grid)
    if step.shape == "ramp":
        last = max(end for _, end in place)
        return Curve.ramp(_factor(step, now.at(last - 1e-3), grid), place, _steps(grid), grid.seconds)
    if step.bpm is None:
        return Curve.within(step.ratio or 1.0, place, grid.seconds)
    wanted = Curve.within(step.bpm / grid.tempo_bpm, place, grid.seconds)
    here = Curve.within(2.0, place, grid.seconds)
    edges = sorted({*wanted.edges, *now.edges})
    middles = [(a + b) / 2 for a, b in pairwise(edges)]
    factors = [wanted.at(m) / now.at(m) if here.at(m) > 1.0 else 1.0 for m in middles]
    return Curve(tuple(edges), tuple(factors))


def _factor(step: Tempo, now: float, grid: Grid) -> float:
    if step.bpm is not None:
        return step.bpm / (grid.tempo_bpm * now)
    assert step.ratio is not None, "a tempo step has either bpm or ratio"
    return step.ratio


def _steps(grid: Grid) -> list[float]:
    """Every beat and the quarters between: close enough that nobody hears a ramp's steps."""
    found: list[float] = []
    for start, end in pairwise(grid.beats_seconds):
        found += [start + (end - start) * part / STEPS_PER_BEAT for part in range(STEPS_PER_BEAT)]
    return [*found, *grid.beats_seconds[-1:]]


def _steadying(grid: Grid) -> Curve:
    """Every beat brought to the length it has at the song's tempo; before and after them nothing changes."""
    beats = [beat for beat in grid.beats_seconds if 0.0 <= beat <= grid.seconds]
    if len(beats) < 2:
        raise ImpossiblePlan("I hear no beat in this song that could be made steady.")
    factors = [(b - a) * grid.tempo_bpm / 60.0 for a, b in pairwise(beats)]
    if not all(1 / MOST_UNEVEN <= factor <= MOST_UNEVEN for factor in factors):
        raise ImpossiblePlan(
            "The beats I hear in this song are too uneven to be made steady; tell me its tempo, or keep it."
        )
    edges, around = [*beats], [*factors]
    if beats[0] > 1e-4:
        edges, around = [0.0, *edges], [1.0, *around]
    if beats[-1] < grid.seconds - 1e-4:
        edges, around = [*edges, grid.seconds], [*around, 1.0]
    return Curve((0.0, *edges[1:-1], grid.seconds), tuple(around))


def _refuse_extremes(factors: Sequence[float]) -> None:
    for factor in (min(factors), max(factors)):
        if not SLOWEST_RATIO <= factor <= FASTEST_RATIO:
            raise ImpossiblePlan(
                f"That is {factor:.2f} times the song's tempo; I can go from a quarter to four times."
            )


def _staged(kept: Curve, linked: Curve) -> Speed:
    turned = linked.warp()
    heard = kept.times(linked).warp()
    knots = sorted({*kept.edges, *linked.edges})
    stage = Warp(tuple(turned.heard_at(k) for k in knots), tuple(heard.heard_at(k) for k in knots))
    return Speed(turned, stage if len(kept.factors) > 1 else _one_line(kept, turned), heard)


def _one_line(kept: Curve, turned: Warp) -> Warp:
    """A stage of one ratio is one line, whatever the stage before does."""
    return Warp.steady(kept.factors[0], turned.heard_seconds[-1])
