"""Sections: which parts of a song are the same, what to call them, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.turns import find_turns, standard
from audio_engine.grid import Section
from audio_engine.units import SectionLabel

Vector = NDArray[np.float64]

_ALIKE = 0.6
_QUIET_DB = 2.0
_PHRASE_BARS, _PHRASE_SECONDS = 8, 20.0
_CLEAR_DB = 3.0
_SUNG, _UNSUNG = 0.35, 0.12
_BUILT_DB = 1.0


@dataclass(frozen=True)
class Form:
    """sections: on bar lines, touching, from the first bar line to the last. confidence: 0 to 1."""

    sections: tuple[Section, ...]
    confidence: float


@dataclass(frozen=True)
class _Part:
    """A stretch of bars; parts of one group are the same music. sung: share of it, None where unknown."""

    group: int
    level_db: float
    sung: float | None


def find_form(
    harmony: Vector, timbre: Vector, level_db: Vector, bar_lines: list[float], sung: Vector | None = None
) -> Form:
    """The form of a song.

    harmony: [bars, classes]; timbre: [bars, bands]; level_db: [bars]; sung: how much of each bar, [bars].
    """
    dress = np.column_stack([standard(timbre), 2 * standard(level_db[:, None])])
    turns = find_turns(harmony, dress, float(np.median(np.diff(bar_lines))))
    turns, groups = _joined(turns, _groups(harmony, dress, turns), bar_lines)
    parts = [
        _Part(group, float(level_db[a:b].mean()), None if sung is None else float(sung[a:b].mean()))
        for group, (a, b) in zip(groups, pairwise(turns), strict=True)
    ]
    chorus = _chorus(parts)
    sections = tuple(
        Section(label=_label(index, parts, chorus), start_seconds=bar_lines[a], end_seconds=bar_lines[b])
        for index, (a, b) in enumerate(pairwise(turns))
    )
    return Form(sections, _confidence(parts, chorus))


def _groups(harmony: Vector, dress: Vector, turns: list[int]) -> list[int]:
    """A number for each section; sections that are the same have the same number."""
    numbers: list[int] = []
    for index, (start, stop) in enumerate(pairwise(turns)):
        likeness = [
            _likeness(harmony, dress, (start, stop), (turns[other], turns[other + 1]))
            for other in range(index)
        ]
        best = int(np.argmax(likeness)) if likeness else -1
        fresh = max(numbers, default=-1) + 1
        numbers.append(numbers[best] if likeness and likeness[best] >= _ALIKE else fresh)
    return numbers


def _joined(turns: list[int], groups: list[int], bar_lines: list[float]) -> tuple[list[int], list[int]]:
    """Turns and groups without the turns in the middle of a short section: the same before as after."""
    kept, numbers = [turns[0]], [groups[0]]
    for start, stop, group in zip(turns[1:], turns[2:], groups[1:], strict=False):
        whole = bar_lines[stop] - bar_lines[kept[-1]]
        if group != numbers[-1] or stop - kept[-1] > _PHRASE_BARS or whole > _PHRASE_SECONDS:
            kept.append(start)
            numbers.append(group)
    return [*kept, turns[-1]], numbers


def _likeness(harmony: Vector, dress: Vector, one: tuple[int, int], other: tuple[int, int]) -> float:
    """0 to 1: the same chords in the same bars, in the same dress."""
    bars = min(one[1] - one[0], other[1] - other[0])
    here, there = harmony[one[0] : one[0] + bars], harmony[other[0] : other[0] + bars]
    scale = np.linalg.norm(here, axis=1) * np.linalg.norm(there, axis=1)
    chords = float(np.mean(np.sum(here * there, axis=1) / np.where(scale > 1e-9, scale, 1.0)))
    apart = dress[slice(*one)].mean(axis=0) - dress[slice(*other)].mean(axis=0)
    return max(0.0, chords) * float(np.exp(-np.sqrt(np.mean(np.square(apart)))))


def _chorus(parts: list[_Part]) -> int:
    """The group of the loudest part that returns (the loudest, if none does), a sung one if any is sung."""
    loudness = _loudness(parts)
    returning = [g for g in loudness if sum(part.group == g for part in parts) > 1] or list(loudness)
    sung = [g for g in returning if any(p.group == g and (p.sung or 0.0) >= _SUNG for p in parts)]
    return max(sung or returning, key=lambda group: loudness[group])


def _loudness(parts: list[_Part]) -> dict[int, float]:
    levels: dict[int, list[float]] = defaultdict(list)
    for part in parts:
        levels[part.group].append(part.level_db)
    return {group: float(np.mean(found)) for group, found in levels.items()}


def _label(index: int, parts: list[_Part], chorus: int) -> SectionLabel:
    """What a part is called: by what returns, how loud it is, where it stands, and who sings."""
    part, last = parts[index], len(parts) - 1
    if last == 0:
        return "verse"
    loud = _loudness(parts)[chorus]
    places = [i for i, other in enumerate(parts) if other.group == part.group]
    once, at_edge = len(places) == 1, {0, last} >= set(places)
    unsung = part.sung is not None and part.sung < _UNSUNG
    if part.group == chorus:
        return "chorus"
    if index == 0 and last > 1 and (once or at_edge or unsung) and part.level_db < loud - _QUIET_DB:
        return "intro"
    if index == last and last > 1 and (once or at_edge or unsung):
        return "outro"
    if unsung and part.level_db >= loud and parts[index - 1].level_db < part.level_db - _BUILT_DB:
        return "drop"
    first_chorus = next(i for i, other in enumerate(parts) if other.group == chorus)
    if once and first_chorus < index < last:
        return "solo" if unsung else "bridge"
    return "verse"


def _confidence(parts: list[_Part], chorus: int) -> float:
    """How sure the labels are: a chorus that returns and is clearly louder than what is no chorus."""
    others = [part.level_db for part in parts if part.group != chorus]
    if not others:
        return 0.1
    returns = sum(part.group == chorus for part in parts) > 1
    lead = (_loudness(parts)[chorus] - float(np.max(others))) / _CLEAR_DB
    verses_return = len({p.group for p in parts}) < len(parts) - 1
    return round(0.2 + 0.3 * returns + 0.2 * verses_return + 0.3 * float(np.clip(lead, 0.0, 1.0)), 3)
