"""Tempo and pitch of a plan: what all its steps come to, for the song and for each stem."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine.arrangement.places import Spans, spans
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Hearing
from audio_engine.plan import KeyChange, Pitch, RemixPlan
from audio_engine.units import semitones_from_ratio, shortest_interval

FASTEST_RATIO, SLOWEST_RATIO = 4.0, 0.25


@dataclass(frozen=True)
class Speed:
    """Tempo ratios (2.0 is twice as fast): `kept` leaves the pitch, `linked` moves it too."""

    kept: float
    linked: float

    @property
    def ratio(self) -> float:
        """Both together."""
        return self.kept * self.linked

    @property
    def linked_semitones(self) -> float:
        """How far the linked part moves the pitch."""
        return semitones_from_ratio(self.linked)


@dataclass(frozen=True)
class Shift:
    """A pitch shift in stretches of the original."""

    semitones: float
    where: Spans


def speed(plan: RemixPlan, tempo_bpm: float) -> Speed:
    """All tempo steps in order: a BPM sets the tempo, a ratio multiplies it."""
    kept = linked = 1.0
    for step in plan.of("tempo"):
        if step.where.part != "whole" or step.where.stems:
            raise ImpossiblePlan("I can change the tempo of the whole song, not yet of a part of it.")
        factor = step.ratio if step.bpm is None else step.bpm / (tempo_bpm * kept * linked)
        if step.pitch == "linked":
            linked *= factor
        else:
            kept *= factor
    if not SLOWEST_RATIO <= kept * linked <= FASTEST_RATIO:
        raise ImpossiblePlan(
            f"That is {kept * linked:.2f} times the song's tempo; I can go from a quarter to four times."
        )
    return Speed(kept, linked)


def warp(plan: RemixPlan, grid: Grid) -> Warp:
    """When each moment of the song is heard, after all tempo steps."""
    return Warp.steady(speed(plan, grid.tempo_bpm).ratio, grid.seconds)


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
    """How far the song as a whole is moved: what newly played parts must follow."""
    steps = [s for s in plan.of("pitch", "key") if s.where.part == "whole" and not s.where.stems]
    moved = sum(_semitones(step, hearing) for step in steps)
    return moved + speed(plan, hearing.grid.tempo_bpm).linked_semitones


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
