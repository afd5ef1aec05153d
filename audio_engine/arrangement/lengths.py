"""Length: a remix brought to a wanted length by a search over its bars, the length proved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.arrangement.jumps import Jumps
from audio_engine.arrangement.timeline import Clip, split
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Hearing
from audio_engine.plan import Length
from audio_engine.units import SectionLabel

EVEN = 0.03
FINER = 4


@dataclass(frozen=True)
class Unit:
    """A bar of the arrangement, with whatever scrap of a bar lies beside it.

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
    lead, units, ring = units_of(clips, grid, warp)
    ends = _endings(units, step)
    around = (_heard(lead, warp), _heard(ring, warp))
    search = _Search(units, ends, around, step.seconds)
    whole = list(range(ends[0][0] + 1))
    path = whole if search.off(whole) <= search.bar / 2 else search.best(hearing)
    if not path or search.off(path) > max(units[i].seconds for i in path) / 2 + 1e-6:
        reached = f"; {search.seconds(path):.0f} s is as near as whole bars come" if path else ""
        ending = f" with the {step.ends_on} as its end" if step.ends_on else ""
        raise ImpossiblePlan(
            f"I cannot bring this song to {step.seconds:.0f} s{ending}{reached}; ask for another length."
        )
    played = [clip for i in path for clip in units[i].clips]
    return (*(lead if path[0] == 0 else ()), *played, *(ring if path[-1] == len(units) - 1 else ()))


def units_of(
    clips: tuple[Clip, ...], grid: Grid, warp: Warp
) -> tuple[tuple[Clip, ...], tuple[Unit, ...], tuple[Clip, ...]]:
    """The bars of an arrangement in the order they are heard, what comes before them and rings after."""
    lines = grid.bar_lines()
    pieces = split(clips, list(lines))
    first = next((i for i, clip in enumerate(pieces) if clip.end > lines[0] + 1e-6), 0)
    last = next((i for i in range(len(pieces), 0, -1) if pieces[i - 1].start < lines[-1] - 1e-6), len(pieces))
    bars = pieces[first:last] or pieces
    half = float(np.median([_heard((clip,), warp) for clip in bars])) / 2
    groups: list[list[Clip]] = []
    for clip in bars:
        if groups and (_heard((clip,), warp) < half or _heard(groups[-1], warp) < half):
            groups[-1].append(clip)
        else:
            groups.append([clip])
    units = _in_runs([_unit(group, _heard(group, warp), grid) for group in groups], grid)
    return pieces[:first], units, pieces[last:]


def _heard(clips: Sequence[Clip], warp: Warp) -> float:
    """How long clips last at their tempo, in seconds."""
    return sum(warp.heard_at(clip.end) - warp.heard_at(clip.start) for clip in clips)


def _unit(clips: list[Clip], seconds: float, grid: Grid) -> Unit:
    longest = max(clips, key=lambda clip: clip.end - clip.start)
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
        self,
        units: Sequence[Unit],
        ends: list[tuple[int, float]],
        around: tuple[float, float],
        wanted: float,
    ) -> None:
        self.units, self.ends, self.around, self.wanted = units, ends, around, wanted
        self.bar = bar = float(np.median([unit.seconds for unit in units]))
        even = all(abs(unit.seconds - bar) <= EVEN * bar for unit in units)
        self.grain = bar if even else bar / FINER
        self.weights = np.array([max(1, round(unit.seconds / self.grain)) for unit in units])
        self.last = round(wanted * (1 + EVEN) / self.grain) + 2 * FINER

    def seconds(self, path: Sequence[int]) -> float:
        """How long a row of bars lasts, with what comes before the first and rings after the last."""
        played = sum(self.units[i].seconds for i in path)
        lead = self.around[0] if path[0] == 0 else 0.0
        return played + lead + (self.around[1] if path[-1] == len(self.units) - 1 else 0.0)

    def off(self, path: Sequence[int]) -> float:
        """How many seconds it misses the wish by."""
        return abs(self.seconds(path) - self.wanted)

    def best(self, hearing: Hearing | None) -> list[int]:
        """The bars to play, in order; [] when no way leads there."""
        longer = self.wanted > self.seconds(range(self.ends[0][0] + 1))
        jumps = Jumps.between(self.units, longer, hearing)
        # What lies before the first bar lengthens only those ways that begin with it: two searches.
        others = jumps.start_costs + np.where(np.arange(len(self.units)) == 0, np.inf, 0.0)
        from_first = np.where(np.arange(len(self.units)) == 0, jumps.start_costs, np.inf)
        found = [
            one for start in (from_first, others) for one in self._found(replace(jumps, start_costs=start))
        ]
        return min(found, key=lambda one: one[:2])[2] if found else []

    def _found(self, jumps: Jumps) -> Iterator[tuple[bool, float, list[int]]]:
        """Ways of about the wanted length: whether too far off, how bad, the bars."""
        if np.isinf(jumps.start_costs).all():
            return
        costs, came = self._filled(jumps)
        slack = max(2 * FINER, round(EVEN * self.last)) + round(sum(self.around) / self.grain)
        for length in range(max(1, self.last - 2 * slack), self.last + 1):
            for end, extra in self.ends:
                if np.isfinite(costs[length, end]):
                    path = self._back(came, length, end)
                    off = self.off(path) / self.bar
                    far = off > 0.5 + 1e-9
                    yield far, off if far else float(costs[length, end]) + extra + off, path

    def _filled(self, jumps: Jumps) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """The cost of each state, and the bar played before it (-1: it is the first)."""
        shape = (self.last + 1, len(self.units))
        costs, came = np.full(shape, np.inf), np.full(shape, -1, dtype=np.int32)
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
