"""Meeting: what a mash-up asks of each of its songs, so that they go together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from audio_engine.plan import Mashup, Match, RemixPlan, Where
from audio_engine.units import STEMS, shortest_interval
from skills.catalog.song import SongFacts
from skills.rights.judgement import Source
from skills.rights.places import Asked, exactly


@dataclass(frozen=True)
class Meeting:
    """What the mash-up steps of a plan ask of one source.

    tempo, pitch: by how much it is brought to the other song. stems: those taken of it by themselves,
    with their steps; left_out: those that are not. missing: steps that name a song which is not among
    the sources.
    """

    tempo: tuple[Asked, ...] = ()
    pitch: tuple[Asked, ...] = ()
    stems: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    missing: tuple[int, ...] = ()


def meeting(plan: RemixPlan, sources: Sequence[Source], index: int) -> Meeting:
    """What the plan asks of the source at that index; the plan's own song is the first."""
    steps: tuple[Mashup, ...] = plan.of("mashup")
    tempo: list[Asked] = []
    pitch: list[Asked] = []
    stems: list[tuple[str, int]] = []
    left_out: list[tuple[str, int]] = []
    for step in steps:
        other = place_of(step)
        if other >= len(sources) or index not in (0, other):
            continue
        taken = step.ours if index == 0 else step.theirs
        stems += [(stem, step.id) for stem in STEMS if stem in taken]
        left_out += [(stem, step.id) for stem in STEMS if taken and stem not in taken]
        leader, follower = (0, other) if step.follows == "ours" else (other, 0)
        if index == follower:
            ratio = meeting_ratio(sources[leader].song, sources[follower].song)
            tempo.append(Asked(Where(), ratio, ratio, step_id=step.id))
            shifts = meeting_cents(sources[leader].song, sources[follower].song)
            pitch.append(Asked(Where(), *shifts, step_id=step.id))
    missing = tuple(step.id for step in steps if place_of(step) >= len(sources))
    return Meeting(tuple(tempo), tuple(pitch), tuple(stems), tuple(left_out), missing)


def place_of(step: Mashup | Match) -> int:
    """Where in the sources the other song that a step names stands: "$1" is the one after the first."""
    return int(step.song.removeprefix("$"))


def meeting_ratio(leader: SongFacts, follower: SongFacts) -> Fraction:
    """What brings one song to the tempo of another; half and double time count as the same tempo."""
    ratio = exactly(leader.hearing.grid.tempo_bpm) / exactly(follower.hearing.grid.tempo_bpm)
    octaves = round(math.log2(ratio))
    return ratio / Fraction(2) ** octaves


def meeting_cents(leader: SongFacts, follower: SongFacts) -> tuple[Fraction, Fraction]:
    """Lowest and highest shift to the tonic of another song; the full span where a key is not known."""
    if leader.hearing.key is None or follower.hearing.key is None:
        return (Fraction(-500), Fraction(600))
    shift = Fraction(100 * shortest_interval(follower.hearing.key.tonic, leader.hearing.key.tonic))
    return (shift, shift)
