"""Extents: how far a plan takes tempo and pitch anywhere in a song, exactly, all steps together."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from operator import mul
from typing import Any

from audio_engine.plan import KeyChange, Pitch, RemixPlan, Where
from audio_engine.units import shortest_interval
from skills.catalog.song import SongFacts
from skills.rights.places import Asked, exactly, extent, stretches
from skills.rights.touching import UNPITCHED

MICRO = 1_000_000


@dataclass(frozen=True)
class Extent:
    """The lowest and highest change anywhere in the song, on any stem, with the steps that cause it.

    tempo: change in ppm of the song's tempo (0 as it is, 100_000 is 10 % faster). pitch: cents.
    words: how the plan says it, for a sentence.
    """

    lowest: int = 0
    highest: int = 0
    step_ids: tuple[int, ...] = ()
    words: str = "the plan"

    @property
    def changes(self) -> bool:
        """Whether anything changes at all."""
        return (self.lowest, self.highest) != (0, 0)


def tempo_ratios(plan: RemixPlan, song: SongFacts) -> dict[int, Fraction]:
    """What each tempo step multiplies the tempo by, by its id.

    A BPM sets the tempo of the song, so it counts against what the steps before made of it.
    """
    found: dict[int, Fraction] = {}
    tempo_bpm = exactly(song.hearing.grid.tempo_bpm)
    for step in plan.of("tempo"):
        ratio = exactly(step.ratio) if step.bpm is None else exactly(step.bpm) / tempo_bpm
        found[step.id] = ratio
        if step.where.part == "whole" and not step.where.stems and step.shape == "at once":
            tempo_bpm *= ratio
    return found


def tempo_extent(plan: RemixPlan, song: SongFacts, met: tuple[Asked, ...] = ()) -> Extent:
    """The change of tempo in ppm; two stretches of 12 % are 25.44 %.

    met: by how much the song meets another one, with the steps that make it.
    """
    steps = plan.of("tempo", "steady")
    ratios = tempo_ratios(plan, song)
    asked = [*(_tempo_asked(s, song, ratios) for s in steps), *met]
    low, high = extent(asked, song.hearing.grid, mul, Fraction(1))
    only_bpm = len(steps) == 1 and not met and getattr(steps[0], "bpm", None) is not None
    words = f"{steps[0].bpm:g} BPM" if only_bpm else "the plan"
    ids = tuple(dict.fromkeys((*(s.id for s in steps), *(one.step_id for one in met))))
    return Extent(_change_ppm(low), _change_ppm(high), ids, words)


def pitch_extent(plan: RemixPlan, song: SongFacts, met: tuple[Asked, ...] = ()) -> Extent:
    """The shift of pitch in cents; a linked change of tempo (varispeed) shifts it too."""
    asked: list[Asked] = []
    ratios = tempo_ratios(plan, song)
    for step in plan.of("pitch", "key", "tempo"):
        low, high = _shift_cents(step, song, ratios)
        if low or high:
            spared = UNPITCHED if step.op != "tempo" and not step.where.stems else ()
            asked.append(Asked(step.where, low, high, spared, step.id))
    asked += met
    low, high = extent(asked, song.hearing.grid)
    return Extent(round(low), round(high), tuple(dict.fromkeys(one.step_id for one in asked)))


def key_shift_cents(step: KeyChange, song: SongFacts) -> tuple[int, int]:
    """Lowest and highest shift of a key change in cents; the full span where the key is not known.

    Another mode is reached by the relative key, or by the same tonic: both are counted.
    """
    key = song.hearing.key
    if key is None:
        return (-500, 600)
    shifts = [100 * shortest_interval(key.tonic, step.tonic)]
    if step.mode is not None and step.mode != key.mode:
        towards = 3 if step.mode == "minor" else -3
        relative = (shifts[0] // 100 + towards) % 12
        shifts.append(100 * (relative if relative <= 6 else relative - 12))
    return (min(shifts), max(shifts))


def _tempo_asked(step: Any, song: SongFacts, ratios: dict[int, Fraction]) -> Asked:
    """What a step multiplies the tempo by: a ramp with anything between before and after it."""
    if step.op == "steady":
        return Asked(step.where, *_drift(song), step_id=step.id)
    change = ratios[step.id]
    if step.shape == "at once":
        return Asked(step.where, change, change, step_id=step.id)
    begins = min(start for start, _ in stretches(step.where, song.hearing.grid))
    onwards = Where(part="seconds", start=begins)
    return Asked(onwards, min(change, Fraction(1)), max(change, Fraction(1)), step_id=step.id)


def _drift(song: SongFacts) -> tuple[Fraction, Fraction]:
    """By how much the song's own beats leave its tempo, as factors that would steady them."""
    beats, beat = song.hearing.grid.beats_seconds, 60.0 / song.hearing.grid.tempo_bpm
    lengths = [later - earlier for earlier, later in pairwise(beats) if later > earlier]
    changes = [Fraction(round(MICRO * length / beat), MICRO) for length in lengths]
    return (min(changes, default=Fraction(1)), max(changes, default=Fraction(1)))


def _change_ppm(ratio: Fraction) -> int:
    return round(ratio * MICRO) - MICRO


def _shift_cents(step: Any, song: SongFacts, ratios: dict[int, Fraction]) -> tuple[Fraction, Fraction]:
    if isinstance(step, Pitch):
        cents = 100 * exactly(step.semitones)
    elif isinstance(step, KeyChange):
        low, high = key_shift_cents(step, song)
        return (Fraction(low), Fraction(high))
    else:
        linked = step.pitch == "linked"
        cents = cents_of(ratios[step.id]) if linked else Fraction(0)
    return (cents, cents)


def cents_of(ratio: Fraction) -> Fraction:
    """The interval of a frequency ratio in cents, to a millionth: 1200 log2."""
    return Fraction(round(MICRO * 1200 * math.log2(ratio)), MICRO)
