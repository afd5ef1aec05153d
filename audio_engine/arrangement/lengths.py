"""Length: a remix brought to a wanted length by a search over its bars, the length proved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.arrangement.moves import Jumps
from audio_engine.arrangement.timeline import Clip
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Hearing
from audio_engine.plan import Length
from audio_engine.units import SectionLabel

EVEN = 0.03
FINER = 4


@dataclass(frozen=True)
class Unit:
    """A bar of the arrangement, with whatever shorter lies beside it.

    seconds: as it is heard. number: of the bar in the original, from 0. run: which stretch of one
    section it belongs to, counted through the arrangement; place: its place in there, from 0; first,
    last: of its run. `label` is None outside of all sections.
    """

    clips: tuple[Clip, ...]
    seconds: float
    number: int
    label: SectionLabel | None
    run: int = 0
    place: int = 0
    first: bool = False
    last: bool = False


def to_length(
    clips: tuple[Clip, ...], step: Length, grid: Grid, warp: Warp, hearing: Hearing | None
) -> tuple[Clip, ...]:
    """Whole bars left out or repeated, so that the length comes within half a bar of the wish.

    The beginning, the first hook and the ending are kept, whole sections before parts of them, and
    bars meet that are alike in harmony, in level and in their place in a phrase. Raises ImpossiblePlan,
    saying what could be reached, where the wish cannot be met.
    """
    units = units_of(clips, grid, warp)
    ends = _endings(units, step)
    last = ends[0][0]
    total = sum(unit.seconds for unit in units[: last + 1])
    bar = float(np.median([unit.seconds for unit in units]))
    if abs(total - step.seconds) <= bar / 2:
        return tuple(clip for unit in units[: last + 1] for clip in unit.clips)
    jumps = Jumps.between(units, longer=step.seconds > total, hearing=hearing)
    path = _Search(units, jumps, ends, bar, step.seconds).best()
    seconds = sum(units[i].seconds for i in path)
    if not path or abs(seconds - step.seconds) > max(units[i].seconds for i in path) / 2 + 1e-6:
        reached = f"; {seconds:.0f} s is as near as whole bars come" if path else ""
        ending = f" with the {step.ends_on} as its end" if step.ends_on else ""
        raise ImpossiblePlan(
            f"I cannot bring this song to {step.seconds:.0f} s{ending}{reached}; ask for another length."
        )
    return tuple(clip for i in path for clip in units[i].clips)


def units_of(clips: tuple[Clip, ...], grid: Grid, warp: Warp) -> tuple[Unit, ...]:
    """The bars of an arrangement in the order they are heard."""
    from audio_engine.arrangement.edits import split

    lines = grid.bar_lines()
    bars = split(clips, list(lines))
    lengths = [warp.heard_at(clip.end) - warp.heard_at(clip.start) for clip in bars]
    half = float(np.median([x for x in lengths if x > max(lengths) / 4])) / 2
    groups: list[list[int]] = []
    leading = False
    for index, (clip, length) in enumerate(zip(bars, lengths, strict=True)):
        if groups and (leading or length < half or clip.start >= lines[-1] - 1e-6):
            groups[-1].append(index)
        else:
            groups.append([index])
        leading = len(groups) == 1 and (clip.end <= lines[0] + 1e-6 or length < half)
    return _in_runs([_unit([bars[i] for i in g], sum(lengths[i] for i in g), grid) for g in groups], grid)


def _unit(clips: list[Clip], seconds: float, grid: Grid) -> Unit:
    lines = grid.bar_lines()
    on_bars = [clip for clip in clips if lines[0] - 1e-6 <= clip.start < lines[-1] - 1e-6]
    longest = max(on_bars or clips, key=lambda clip: clip.end - clip.start)
    middle = (longest.start + longest.end) / 2
    return Unit(tuple(clips), seconds, grid.bar_at(middle) - 1, grid.label_at(middle))


def _in_runs(units: list[Unit], grid: Grid) -> tuple[Unit, ...]:
    begins = {round(section.start_seconds, 3) for section in grid.sections}
    found: list[Unit] = []
    for unit in units:
        before = found[-1] if found else None
        fresh = before is None or unit.label != before.label
        if before and not fresh:
            goes_on = abs(before.clips[-1].end - unit.clips[0].start) < 1e-6
            fresh = not goes_on or round(unit.clips[0].start, 3) in begins
        if before and not fresh:
            found.append(replace(unit, run=before.run, place=before.place + 1))
        else:
            found.append(replace(unit, run=before.run + 1 if before else 0, first=True))
    lasts = [a.run != b.run for a, b in pairwise(found)] + [True]
    return tuple(replace(unit, last=last) for unit, last in zip(found, lasts, strict=True))


def _endings(units: Sequence[Unit], step: Length) -> list[tuple[int, float]]:
    """Where the remix may end, and what that costs, the best first."""
    if step.ends_on is None:
        return [(len(units) - 1, 0.0)]
    found = [i for i, unit in enumerate(units) if unit.last and unit.label == step.ends_on]
    if not found:
        raise ImpossiblePlan(
            f"There is no {step.ends_on} left for the remix to end on; name another section."
        )
    return [(index, 0.5 * later) for later, index in enumerate(reversed(found))]


class _Search:
    """Dynamic programming over (length so far, last bar): the cheapest way to every length."""

    def __init__(
        self, units: Sequence[Unit], jumps: Jumps, ends: list[tuple[int, float]], bar: float, wanted: float
    ) -> None:
        self.units, self.jumps, self.ends, self.wanted, self.bar = units, jumps, ends, wanted, bar
        even = all(abs(unit.seconds - bar) <= EVEN * bar for unit in units)
        self.grain = bar if even else bar / FINER
        self.weights = np.array([max(1, round(unit.seconds / self.grain)) for unit in units])
        self.last = round(wanted * (1 + EVEN) / self.grain) + 2 * FINER

    def best(self) -> list[int]:
        """The bars to play, in order; [] when no way leads there."""
        costs, came = self._filled()
        slack = max(2 * FINER, round(EVEN * self.last))
        found: list[tuple[bool, float, list[int]]] = []
        for length in range(max(1, self.last - 2 * slack), self.last + 1):
            for end, extra in self.ends:
                if np.isfinite(costs[length, end]):
                    path = self._back(came, length, end)
                    off = abs(sum(self.units[i].seconds for i in path) - self.wanted) / self.bar
                    rank = float(costs[length, end]) + extra + off if off <= 0.5 + 1e-9 else off
                    found.append((off > 0.5 + 1e-9, rank, path))
        return min(found, key=lambda one: one[:2])[2] if found else []

    def _filled(self) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """The cost of each state, and the bar played before it (-1: it is the first)."""
        jumps, size = self.jumps, len(self.units)
        costs = np.full((self.last + 1, size), np.inf)
        came = np.full((self.last + 1, size), -1, dtype=np.int32)
        starts = np.flatnonzero(np.r_[True, np.diff(jumps.to) > 0])
        targets = jumps.to[starts]
        weights = self.weights[jumps.to]
        for length in range(1, self.last + 1):
            begun = self.weights == length
            costs[length, begun] = (jumps.start_costs - jumps.values)[begun]
            past = length - weights
            reached = np.where(past > 0, costs[np.maximum(past, 0), jumps.came] + jumps.costs, np.inf)
            least = np.minimum.reduceat(reached, starts)
            better = least - jumps.values[targets] < costs[length, targets]
            which = np.flatnonzero(reached == np.repeat(least, np.diff(np.r_[starts, reached.size])))
            first = which[np.unique(jumps.to[which], return_index=True)[1]]
            costs[length, targets[better]] = (least - jumps.values[targets])[better]
            came[length, targets[better]] = jumps.came[first][better]
        return costs, came

    def _back(self, came: NDArray[np.int32], length: int, end: int) -> list[int]:
        path = [end]
        while came[length, path[-1]] >= 0:
            before = int(came[length, path[-1]])
            length -= int(self.weights[path[-1]])
            path.append(before)
        return path[::-1]
