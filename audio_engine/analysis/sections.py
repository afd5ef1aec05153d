"""Sections: where the song turns, which of its parts are the same, and what to call them."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.grid import Section
from audio_engine.units import SectionLabel

Vector = NDArray[np.float64]

_REACH_BARS = 4
_LONGEST_BARS = 16
_TURN_COST = 0.35
_ALIKE = 0.6
_QUIET_DB = 4.0


def find_sections(harmony: Vector, timbre: Vector, level_db: Vector, bar_lines: list[float]) -> list[Section]:
    """Sections on bar lines, touching, from the first bar line to the last.

    harmony: [bars, classes]; timbre: [bars, bands]; level_db: [bars].
    """
    turns = _turns(novelty(harmony, timbre, level_db))
    labels = _labels(_groups(harmony, timbre, level_db, turns), level_db, turns)
    return [
        Section(label=label, start_seconds=bar_lines[start], end_seconds=bar_lines[stop])
        for label, start, stop in zip(labels, turns[:-1], turns[1:], strict=True)
    ]


def novelty(harmony: Vector, timbre: Vector, level_db: Vector) -> Vector:
    """How much the sound after each bar line differs from that before it: float64 [bars], first 0."""
    bars = len(level_db)
    sound = np.column_stack([_standard(timbre), 2 * _standard(level_db[:, None])])
    sound /= np.sqrt(sound.shape[1] + 3)
    found = np.zeros(bars)
    for bar in range(1, bars):
        reach = min(_REACH_BARS, bar, bars - bar)
        before, after = slice(bar - reach, bar), slice(bar, bar + reach)
        step = np.linalg.norm(sound[after].mean(axis=0) - sound[before].mean(axis=0))
        turn = np.linalg.norm(_unit(harmony[after].mean(axis=0)) - _unit(harmony[before].mean(axis=0)))
        found[bar] = (step + turn) * np.sqrt(reach / _REACH_BARS)
    return found


def _turns(found: Vector) -> list[int]:
    """Bars at which sections begin, and the end, as the best path over all ways to cut the song.

    A cut earns the novelty of its bar line, and pays for itself and for a length that is no phrase.
    """
    bars = len(found)
    earned = found / max(1e-9, float(np.percentile(found[1:], 90))) if bars > 2 else found
    best = np.full(bars + 1, -np.inf)
    best[0] = 0.0
    came_from = np.zeros(bars + 1, dtype=int)
    for end in range(1, bars + 1):
        for start in range(max(0, end - 2 * _LONGEST_BARS), end):
            gain = (earned[end] if end < bars else 0.0) - _TURN_COST - _length_cost(end - start)
            if best[start] + gain > best[end]:
                best[end], came_from[end] = best[start] + gain, start
    turns = [bars]
    while turns[-1] > 0:
        turns.append(int(came_from[turns[-1]]))
    return turns[::-1]


def _length_cost(bars: int) -> float:
    if bars > _LONGEST_BARS:
        return 0.1 * (bars - _LONGEST_BARS)
    if bars % 4 == 0:
        return 0.15 if bars == 4 else 0.0
    return (0.35 if bars % 2 == 0 else 0.6) + (0.4 if bars < 4 else 0.0)


def _groups(harmony: Vector, timbre: Vector, level_db: Vector, turns: list[int]) -> list[int]:
    """A number for each section; sections that are the same have the same number."""
    sound = np.column_stack([_standard(timbre), 2 * _standard(level_db[:, None])])
    numbers: list[int] = []
    for index, (start, stop) in enumerate(pairwise(turns)):
        likeness = [
            _likeness(harmony, sound, (start, stop), (turns[other], turns[other + 1]))
            for other in range(index)
        ]
        best = int(np.argmax(likeness)) if likeness else -1
        fresh = max(numbers, default=-1) + 1
        numbers.append(numbers[best] if likeness and likeness[best] >= _ALIKE else fresh)
    return numbers


def _likeness(harmony: Vector, sound: Vector, one: tuple[int, int], other: tuple[int, int]) -> float:
    """0 to 1: the same chords in the same bars, in the same dress."""
    bars = min(one[1] - one[0], other[1] - other[0])
    here, there = harmony[one[0] : one[0] + bars], harmony[other[0] : other[0] + bars]
    scale = np.linalg.norm(here, axis=1) * np.linalg.norm(there, axis=1)
    chords = float(np.mean(np.sum(here * there, axis=1) / np.where(scale > 1e-9, scale, 1.0)))
    apart = sound[slice(*one)].mean(axis=0) - sound[slice(*other)].mean(axis=0)
    dress = float(np.exp(-np.sqrt(np.mean(np.square(apart)))))
    return max(0.0, chords) * dress


def _labels(groups: list[int], level_db: Vector, turns: list[int]) -> list[SectionLabel]:
    """Chorus: the loudest part that returns (the loudest, if none does); verse: other parts that return.

    The first and last sections are intro and outro when they are clearly quieter than the chorus or
    occur once; a part in the middle that occurs once is a bridge.
    """
    levels = [float(level_db[a:b].mean()) for a, b in pairwise(turns)]
    if len(groups) == 1:
        return ["verse"]
    members: dict[int, list[int]] = defaultdict(list)
    for index, group in enumerate(groups):
        members[group].append(index)
    loudness = {group: float(np.mean([levels[i] for i in found])) for group, found in members.items()}
    returning = [group for group, found in members.items() if len(found) > 1]
    chorus = max(returning or loudness, key=lambda group: loudness[group])
    return [_label(index, groups, members, levels, chorus, loudness[chorus]) for index in range(len(groups))]


def _label(
    index: int,
    groups: list[int],
    members: dict[int, list[int]],
    levels: list[float],
    chorus: int,
    loud: float,
) -> SectionLabel:
    last = len(groups) - 1
    once = len(members[groups[index]]) == 1
    at_edge = {0, last} >= set(members[groups[index]])
    if groups[index] == chorus:
        return "chorus"
    if index == 0 and last > 1 and (once or at_edge) and levels[index] < loud - _QUIET_DB / 2:
        return "intro"
    if index == last and (once or at_edge) and last > 1:
        return "outro"
    if once and 1 < index < last and groups.index(chorus) < index:
        return "bridge"
    return "verse"


def _standard(values: Vector) -> Vector:
    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0))


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / length if length > 1e-9 else vector
