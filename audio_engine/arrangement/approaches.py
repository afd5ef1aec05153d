"""Approaches: the bars that are heard before a part of a remix begins, for transitions."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import Transition
from audio_engine.units import RATE_HZ

_NEAR_FRAMES = 64


@dataclass(frozen=True)
class Approach:
    """The last bars before one beginning of a part, one or more, heard without a gap between them."""

    bars: tuple[Bar, ...]
    timeline: Timeline

    @property
    def start_frame(self) -> int:
        """The frame of the remix at which they begin."""
        return self.bars[0].start_frame

    @property
    def end_frame(self) -> int:
        """The frame of the remix at which the part begins."""
        return self.bars[-1].end_frame

    @property
    def beat_frames(self) -> tuple[int, ...]:
        """Every beat of theirs in frames of the remix, closed by the end."""
        return (*(at for bar in self.bars for at in bar.beat_frames[:-1]), self.end_frame)

    def last_beats(self, beats: float) -> tuple[float, float]:
        """The last beats, no more than the last bar has, as seconds [start, end) of the original."""
        edges = self.bars[-1].beat_frames
        whole = min(int(beats), len(edges) - 1)
        begin = edges[len(edges) - 1 - whole]
        if beats > whole and len(edges) - 2 - whole >= 0:
            begin -= round((beats - whole) * (begin - edges[len(edges) - 2 - whole]))
        last = self.bars[-1].end_frame - 1
        low, high = sorted((self.timeline.source_at(begin), self.timeline.source_at(last)))
        return low, high + 1 / RATE_HZ

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """Their numbers in the original, from 0: runs of bars (first, last) that follow each other."""
        runs: list[tuple[int, int]] = []
        for bar in self.bars:
            if runs and bar.number == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], bar.number)
            else:
                runs.append((bar.number, bar.number))
        return tuple(runs)


def approaches(step: Transition, timeline: Timeline) -> tuple[Approach, ...]:
    """The bars before each beginning of the part that a transition leads into, at most `step.bars`.

    Without a part: before every section. ImpossiblePlan when nothing is heard before any of them.
    """
    bars = timeline.bars()
    found = []
    for begin in _beginnings(step, timeline):
        before = _before(begin, bars, step.bars)
        if before:
            found.append(Approach(before, timeline))
    if not found:
        where = "the start" if step.where.part == "whole" else f"the {step.where.part}"
        raise ImpossiblePlan(
            f"No bar is heard before {where}, so there is no room for a {step.name} into it; "
            "name a later part."
        )
    return tuple(found)


def _beginnings(step: Transition, timeline: Timeline) -> list[int]:
    if step.where.part != "whole":
        return [begin for begin, _ in timeline.heard(spans(step.where, timeline.grid))]
    begins: set[int] = set()
    for section in timeline.grid.sections:
        heard = timeline.heard(((section.start_seconds, section.end_seconds),))
        begins.update(begin for begin, _ in heard)
    return sorted(begins)


def _before(begin: int, bars: tuple[Bar, ...], count: int) -> tuple[Bar, ...]:
    """The last bars that end where a part begins, nearest last; a gap ends the search."""
    found: list[Bar] = []
    edge = begin
    for bar in reversed([b for b in bars if b.end_frame <= begin + _NEAR_FRAMES]):
        if len(found) == count or abs(bar.end_frame - edge) > _NEAR_FRAMES:
            break
        found.insert(0, bar)
        edge = bar.start_frame
    return tuple(found)
