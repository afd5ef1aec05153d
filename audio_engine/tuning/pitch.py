"""Pitch of a plan: what shifts each stem and where, and how far the song as a whole is moved."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine.arrangement.places import Spans, spans
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Hearing
from audio_engine.plan import KeyChange, Pitch, RemixPlan
from audio_engine.tuning.tempo import Feels, Speed, feels, speed
from audio_engine.units import shortest_interval


@dataclass(frozen=True)
class Shift:
    """A pitch shift in stretches of the original."""

    semitones: float
    where: Spans


@dataclass(frozen=True)
class StemTuning:
    """All that is done to the time and the pitch of one stem before any effect."""

    speed: Speed
    shifts: tuple[Shift, ...] = ()
    feels: Feels = ()


def of_stem(plan: RemixPlan, stem: str, hearing: Hearing) -> StemTuning:
    """What a plan does to one stem ("mix" for a song without stems); ImpossiblePlan where it cannot."""
    grid = hearing.grid
    return StemTuning(speed(plan, grid), shifts(plan, stem, hearing), feels(plan, stem, grid))


def shifts(plan: RemixPlan, stem: str, hearing: Hearing) -> tuple[Shift, ...]:
    """What shifts the pitch of one stem ("mix" for a song without stems).

    Drums stay as they are unless they are named: a pitched drum is another drum.
    """
    found = []
    for step in plan.of("pitch", "key"):
        named = step.where.stems
        if stem in named or (not named and stem != "drums"):
            found.append(Shift(_semitones(step, hearing), spans(step.where, hearing.grid)))
    return tuple(shift for shift in found if shift.semitones)


def whole_song_semitones(plan: RemixPlan, hearing: Hearing) -> float:
    """How far the song as a whole is moved: what newly played parts must follow.

    A turntable that slides, or turns in a part alone, moves no whole song: its share is 0.0.
    """
    steps = [s for s in plan.of("pitch", "key") if s.where.part == "whole" and not s.where.stems]
    linked = speed(plan, hearing.grid).linked_semitones or 0.0
    return linked + sum(_semitones(step, hearing) for step in steps)


def _semitones(step: Pitch | KeyChange, hearing: Hearing) -> float:
    if isinstance(step, Pitch):
        return step.semitones
    if hearing.key is None:
        raise ImpossiblePlan("I cannot tell this song's key; say how many semitones up or down instead.")
    if step.mode is not None and step.mode != hearing.key.mode:
        raise ImpossiblePlan(
            f"This song is in {hearing.key}; I can move it to another tonic, "
            f"but turning {hearing.key.mode} into {step.mode} would need its notes played anew."
        )
    return float(shortest_interval(hearing.key.tonic, step.tonic))
