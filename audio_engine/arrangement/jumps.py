"""Jumps: from the end of which bar a remix may go on with which other, and what each costs the ear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audio_engine.grid import Hearing

if TYPE_CHECKING:
    from audio_engine.arrangement.lengths import Unit

PHRASE_BARS = 4
HOOKS = ("chorus", "drop")
JUMP, WITHIN_PHRASE, OFF_PHRASE, MID_SECTION = 2.0, 3.5, 2.0, 1.0
OTHER_CHORD, SAME_CHORD, PER_DB, MOST_DB = 0.5, -0.8, 0.08, 10.0
ODD_ORDER = 1.0
STARTS_ON_HOOK, STARTS_ON_SECTION, STARTS_ANYWHERE = 7.0, 8.0, 14.0
REPEATS = {"chorus": 1.0, "drop": 1.0, "verse": 1.5, "solo": 2.0, "prechorus": 2.0, "bridge": 3.0,
           "breakdown": 3.0, "intro": 6.0, "outro": 7.0}  # fmt: skip
ONCE_MORE = {8: 1.5, 4: 2.0, 2: 3.5, 1: 5.0}
SHORT_STAY = 4.0
FIRST_HOOK, ENDING, OPENING, FIRST_OF_LABEL, AGAIN = 0.9, 0.4, 0.3, 0.15, 0.05
FULL_SEARCH_BARS = 128
FEW_BARS = 32


SPENT_DB = 9.0
"""A last bar this much softer than its section is the end of the song."""


@dataclass(frozen=True)
class Jumps:
    """Every way on, sorted by where it leads.

    came, to, costs: from the end of bar `came` on with bar `to`. start_costs: of beginning with each
    bar. values: what it is worth to keep each bar.
    """

    came: NDArray[np.int64]
    to: NDArray[np.int64]
    costs: NDArray[np.float64]
    start_costs: NDArray[np.float64]
    values: NDArray[np.float64]

    @classmethod
    def between(cls, units: Sequence[Unit], longer: bool, hearing: Hearing | None) -> Jumps:
        """The ways to a shorter remix go on to later bars, those to a longer one back to earlier ones."""
        ear = _Ear(units, hearing)
        ways = [(i, i + 1, 0.0) for i in range(len(units) - 1)]
        ways += _back(units, ear) if longer else _on(units, ear)
        ways.append((0, 0, np.inf))
        ways.sort(key=lambda way: (way[1], way[0]))
        came, to, costs = zip(*ways, strict=True)
        keep = np.zeros(len(units)) if longer else _values(units)
        starts = np.array([_start_cost(i, unit) for i, unit in enumerate(units)])
        if longer:
            starts[1:] = np.inf
        return cls(np.array(came), np.array(to), np.array(costs, dtype=np.float64), starts, keep)


def _start_cost(index: int, unit: Unit) -> float:
    if index == 0:
        return 0.0
    if unit.first:
        return STARTS_ON_HOOK if unit.label in HOOKS else STARTS_ON_SECTION
    return STARTS_ANYWHERE


def _values(units: Sequence[Unit]) -> NDArray[np.float64]:
    """What each bar is worth: the opening, the first hook, the ending, and every label once."""
    first_run: dict[str | None, int] = {}
    for unit in units:
        first_run.setdefault(unit.label, unit.run)
    hook = next((first_run[label] for label in HOOKS if label in first_run), -1)
    values = []
    for index, unit in enumerate(units):
        value = FIRST_OF_LABEL if first_run[unit.label] == unit.run else AGAIN
        if unit.run == units[-1].run and index >= len(units) - PHRASE_BARS:
            value = ENDING
        if unit.run == units[0].run and unit.place < PHRASE_BARS:
            value = OPENING
        values.append(FIRST_HOOK if unit.run == hook else value)
    return np.array(values)


def _on(units: Sequence[Unit], ear: _Ear) -> Iterator[tuple[int, int, float]]:
    """Ways on that leave bars out: to a later section or its last phrase, or on in the same section."""
    heads = [i for i in range(len(units)) if units[i].first or _last_phrase(units, i)]
    coarse = PHRASE_BARS * (1 + len(units) // (2 * FULL_SEARCH_BARS))
    for i in range(len(units) - 2):
        later = [head for head in heads if head > i + 1]
        for j in (*later[:16], *later[16:][-4:]):
            yield i, j, ear.cost(i, j)
        for j in range(i + 2, len(units)):
            if units[j].run != units[i].run and len(units) > FEW_BARS:
                break
            if len(units) <= FULL_SEARCH_BARS or units[j].place % coarse == 0:
                yield i, j, ear.cost(i, j)


def _last_phrase(units: Sequence[Unit], index: int) -> bool:
    """Whether the last phrase of a run begins with a bar: where an ending may be entered."""
    end = index + PHRASE_BARS - 1
    return end < len(units) and units[end].last and units[end].run == units[index].run


def _back(units: Sequence[Unit], ear: _Ear) -> Iterator[tuple[int, int, float]]:
    """Ways back: a section once more, a round of sections once more, the last bars of a phrase once more."""
    heads = {unit.run: i for i, unit in enumerate(units) if unit.first}
    for i, unit in enumerate(units):
        if ear.is_spent(i):
            continue
        at = unit.place + 1
        if unit.last or at % PHRASE_BARS == 0:
            for bars, cost in ONCE_MORE.items():
                if bars < at or (bars == at and not unit.last):
                    yield i, i + 1 - bars, cost + ear.alike(i, i + 1 - bars)
        if not unit.last:
            continue
        yield i, heads[unit.run], JUMP + REPEATS.get(unit.label or "", 2.0) + ear.alike(i, heads[unit.run])
        for run, head in heads.items():
            if run < unit.run and (unit.label, units[head].label) in ear.orders:
                yield i, head, ear.cost(i, head)


class _Ear:
    """How far a jump from one bar to another is heard as one."""

    def __init__(self, units: Sequence[Unit], hearing: Hearing | None) -> None:
        self.units = units
        self.chords = hearing.chords if hearing else ()
        self.levels = hearing.bar_energy_db if hearing else ()
        self.orders = {(a.label, b.label) for a, b in pairwise(units) if a.run != b.run}

    def is_spent(self, i: int) -> bool:
        """Whether the song has begun to die away by bar i of its last section: nothing follows that."""
        run = [k for k, unit in enumerate(self.units) if unit.run == self.units[-1].run]
        bars = [max(self.units[k].number, 0) for k in run]
        if i < run[0] or max(bars) >= len(self.levels):
            return False
        levels = [self.levels[bar] for bar in bars]
        return min(levels[: i - run[0] + 1]) < max(levels) - SPENT_DB

    def cost(self, i: int, j: int) -> float:
        """Of playing bar j after bar i instead of what follows bar i."""
        units = self.units
        left = (units[i].place + 1) % PHRASE_BARS
        cost = JUMP + self.alike(i, j)
        if not units[i].last:
            cost += MID_SECTION if left == 0 else OFF_PHRASE if left % 2 == 0 else WITHIN_PHRASE
            cost += SHORT_STAY if units[i].place + 1 < PHRASE_BARS else 0.0
        if not units[j].first:
            same = units[j].place % PHRASE_BARS == left
            cost += MID_SECTION if same else WITHIN_PHRASE
        if units[i].run != units[j].run and (units[i].label, units[j].label) not in self.orders:
            cost += ODD_ORDER
        return cost

    def alike(self, i: int, j: int) -> float:
        """How much bar j differs in harmony and level from the bar that follows bar i in the song."""
        follows, comes = self.units[i].number + 1, self.units[j].number
        cost = 0.0
        if max(follows, comes) < len(self.chords) and self.chords[follows] and self.chords[comes]:
            cost += SAME_CHORD if self.chords[follows] == self.chords[comes] else OTHER_CHORD
        if comes >= 0 and max(follows, comes) < len(self.levels):
            cost += PER_DB * min(abs(self.levels[follows] - self.levels[comes]), MOST_DB)
        return cost
