"""Paces: how fast each stretch of a song goes after all tempo steps, as the engine plays them, exactly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from audio_engine.plan import RemixPlan
from audio_engine.units import StemName
from skills.catalog.song import SongFacts
from skills.rights.places import Asked, Stretch, exactly, reaches, stretches

MICRO = 1_000_000
ONE = Fraction(1)
Factor = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Pace:
    """From `low` to `high` times the song's own tempo; `linked` is the part that turns the pitch too."""

    low: Fraction = ONE
    high: Fraction = ONE
    linked_low: Fraction = ONE
    linked_high: Fraction = ONE

    def times(self, factor: Factor, linked: bool = False) -> Pace:
        """This much faster."""
        low, high = factor
        if not linked:
            return Pace(self.low * low, self.high * high, self.linked_low, self.linked_high)
        turned = (self.linked_low * low, self.linked_high * high)
        return Pace(self.low * low, self.high * high, *turned)

    def towards(self, wanted: Factor) -> Factor:
        """What takes this pace to a wanted one."""
        return (wanted[0] / self.high, wanted[1] / self.low)

    def at(self, wanted: Factor, linked: bool) -> Pace:
        """Exactly at a wanted pace."""
        turned = self.times(self.towards(wanted), linked)
        return Pace(*wanted, turned.linked_low, turned.linked_high)


def paces(
    plan: RemixPlan, song: SongFacts, met: Sequence[Asked], stem: StemName, cut: Sequence[Stretch]
) -> list[Pace]:
    """The pace of a stem in each piece of a song, the steadying of its beat aside.

    met: by how much the song meets another one first. A ratio multiplies the tempo where it holds, a
    BPM sets it; a ramp is anything from before to after it while it lasts, and stays where it went.
    """
    course = [Pace()] * len(cut)
    for one in met:
        course = [pace.times((one.low, one.high)) for pace in course]
    for step in plan.of("tempo"):
        if not step.where.stems or stem in step.where.stems:
            course = _after(step, course, song, bool(plan.of("mashup")), cut)
    return course


def _after(
    step: Any, course: list[Pace], song: SongFacts, mashed: bool, cut: Sequence[Stretch]
) -> list[Pace]:
    if step.shape == "ramp":
        return _ramped(step, course, song, mashed, cut)
    grid, linked = song.hearing.grid, step.pitch == "linked"
    found = []
    for piece, pace in zip(cut, course, strict=True):
        if not reaches(step.where, piece, grid):
            found.append(pace)
        elif step.bpm is None:
            found.append(pace.times((exactly(step.ratio), exactly(step.ratio)), linked))
        else:
            found.append(pace.at(_wanted(step, song, mashed), linked))
    return found


def _ramped(
    step: Any, course: list[Pace], song: SongFacts, mashed: bool, cut: Sequence[Stretch]
) -> list[Pace]:
    place = stretches(step.where, song.hearing.grid)
    begins, ends = min(a for a, _ in place), max(b for _, b in place)
    last = max((n for n, (start, _) in enumerate(cut) if start < ends - 1e-3), default=0)
    if step.bpm is None:
        low, high = exactly(step.ratio), exactly(step.ratio)
    else:
        low, high = course[last].towards(_wanted(step, song, mashed))
    during = (min(low, ONE), max(high, ONE))
    found = []
    for n, pace in enumerate(course):
        factor = (low, high) if n > last else during if cut[n][1] > begins else (ONE, ONE)
        found.append(pace.times(factor, step.pitch == "linked"))
    return found


def _wanted(step: Any, song: SongFacts, mashed: bool) -> Factor:
    """The pace that a BPM asks for; in a mash-up half and double time count as the same tempo too."""
    ratio = exactly(step.bpm) / exactly(song.hearing.grid.tempo_bpm)
    nearest = ratio / Fraction(2) ** round(math.log2(ratio)) if mashed else ratio
    return (min(ratio, nearest), max(ratio, nearest))


def drift(song: SongFacts) -> Factor:
    """By how much the song's own beats leave its tempo, as factors that would steady them."""
    beats, beat = song.hearing.grid.beats_seconds, 60.0 / song.hearing.grid.tempo_bpm
    lengths = [later - earlier for earlier, later in pairwise(beats) if later > earlier]
    changes = [Fraction(round(MICRO * length / beat), MICRO) for length in lengths]
    return (min(changes, default=ONE), max(changes, default=ONE))
