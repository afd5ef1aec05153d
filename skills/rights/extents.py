"""Extents: how far a plan takes tempo and pitch anywhere in a song, exactly, all steps together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from audio_engine.plan import KeyChange, Pitch, RemixPlan
from audio_engine.units import STEMS, StemName, shortest_interval
from skills.catalog.song import SongFacts
from skills.rights.paces import drift, paces
from skills.rights.places import Asked, exactly, on_stem, pieces, reaches
from skills.rights.touching import UNPITCHED

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
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
        return self.lowest != 0 or self.highest != 0


def tempo_ratios(plan: RemixPlan, song: SongFacts) -> dict[int, Fraction]:
    """What each tempo step multiplies the tempo by, by its id, as if all were for the whole song.

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
    if not steps and not met:
        return Extent()
    cut = pieces((s.where for s in plan.of("tempo")), song.hearing.grid)
    course = [pace for stem in _stems((*steps, *met)) for pace in paces(plan, song, met, stem, cut)]
    slow, fast = drift(song) if plan.of("steady") else (Fraction(1), Fraction(1))
    low, high = slow * min(pace.low for pace in course), fast * max(pace.high for pace in course)
    only_bpm = len(steps) == 1 and not met and getattr(steps[0], "bpm", None) is not None
    words = f"{steps[0].bpm:g} BPM" if only_bpm else "the plan"
    ids = tuple(dict.fromkeys((*(s.id for s in steps), *(one.step_id for one in met))))
    return Extent(_change_ppm(low), _change_ppm(high), ids, words)


def pitch_extent(
    plan: RemixPlan, song: SongFacts, met: tuple[Asked, ...] = (), met_tempo: tuple[Asked, ...] = ()
) -> Extent:
    """The shift of pitch in cents; a linked change of tempo (varispeed) shifts it too.

    met, met_tempo: by how much the song meets another one in pitch and in tempo.
    """
    asked = [one for step in plan.of("pitch", "key") if (one := _shift(step, song)).low or one.high]
    linked = [step for step in plan.of("tempo") if step.pitch == "linked"]
    if not asked and not linked and not met:
        return Extent()
    grid = song.hearing.grid
    cut = pieces((s.where for s in plan.of("tempo", "pitch", "key")), grid)
    lows, highs = [], []
    apart = bool(asked) or any(step.where.stems for step in plan.of("tempo"))
    turned = _stems(linked, apart) if linked else ()
    for stem in STEMS:
        mine = [one for one in (*asked, *met) if on_stem(one, stem)]
        if not mine and stem not in turned:
            continue
        for piece, pace in zip(cut, paces(plan, song, met_tempo, stem, cut), strict=True):
            here = [one for one in mine if reaches(one.where, piece, grid)]
            lows.append(cents_of(pace.linked_low) + sum(one.low for one in here))
            highs.append(cents_of(pace.linked_high) + sum(one.high for one in here))
    ids = {one.step_id for one in (*asked, *met)} | {step.id for step in linked}
    low, high = min(lows, default=Fraction(0)), max(highs, default=Fraction(0))
    if low == high == 0 and not asked and not met:
        return Extent()
    return Extent(round(low), round(high), tuple(sorted(ids)))


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


def cents_of(ratio: Fraction) -> Fraction:
    """The interval of a frequency ratio in cents, to a millionth: 1200 log2."""
    return Fraction(round(MICRO * 1200 * math.log2(ratio)), MICRO)


def _stems(steps: Sequence[Any], apart: bool = False) -> tuple[StemName, ...]:
    """The stems that tempo steps are for; one stands for all unless something tells them apart."""
    named = {stem for step in steps for stem in step.where.stems}
    everywhere = not named or any(not step.where.stems for step in steps)
    return tuple(stem for stem in STEMS if everywhere or stem in named)[: None if named or apart else 1]


def _shift(step: Any, song: SongFacts) -> Asked:
    spared = () if step.where.stems else UNPITCHED
    if isinstance(step, Pitch):
        shift = 100 * exactly(step.semitones)
        return Asked(step.where, shift, shift, spared, step.id)
    low, high = key_shift_cents(step, song)
    return Asked(step.where, Fraction(low), Fraction(high), spared, step.id)


def _change_ppm(ratio: Fraction) -> int:
    return round(ratio * MICRO) - MICRO
