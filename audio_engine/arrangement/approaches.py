"""Approaches: the bars that are heard before a part of a remix begins, for transitions."""

from __future__ import annotations

from dataclasses import dataclass

from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import Transition, Where
from audio_engine.units import RATE_HZ, SECTION_LABELS

MOST_TIMES = 16
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

    def runs(self) -> tuple[tuple[int, Where], ...]:
        """The bars as places of the original: how many each run of them has, and where it is.

        Bars that are heard more than once are meant only here.
        """
        runs: list[list[Bar]] = []
        for bar in self.bars:
            if runs and bar.number == runs[-1][-1].number + 1:
                runs[-1].append(bar)
            else:
                runs.append([bar])
        return tuple((len(run), self._just_here(_on_bars(run), run[0].start_frame)) for run in runs)

    def last_beats(self, beats: float) -> Where:
        """The last beats, no more than the last bar has, as a stretch of the original."""
        edges = self.bars[-1].beat_frames
        at = max(len(edges) - 1 - beats, 0.0)
        whole = int(at)
        begin = edges[whole] + round((at - whole) * (edges[min(whole + 1, len(edges) - 1)] - edges[whole]))
        low, high = sorted((self.timeline.source_at(begin), self.timeline.source_at(self.end_frame - 1)))
        where = Where(part="seconds", start=low, end=high + 1 / RATE_HZ)
        return self._just_here(where, begin)

    def _just_here(self, where: Where, frame: int) -> Where:
        """The place, as the one time it is heard at a frame."""
        times = self.timeline.times(spans(where, self.timeline.grid))
        nth = 1 + min(range(len(times)), key=lambda i: abs(times[i][0] - frame), default=0)
        alone = len(times) <= 1 or nth > MOST_TIMES
        return where if alone else where.model_copy(update={"nth": nth})


def _on_bars(run: list[Bar]) -> Where:
    return Where(part="bars", start=run[0].number + 1, end=run[-1].number + 1)


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
        raise ImpossiblePlan(
            f"No bar is heard before {_called(step.where)}, so there is no room for the {step.name}; "
            "name a later part."
        )
    return tuple(found)


def _called(where: Where) -> str:
    return f"the {where.part}" if where.part in SECTION_LABELS else "that part"


def _beginnings(step: Transition, timeline: Timeline) -> list[int]:
    if step.where.part != "whole":
        return [begin for begin, _ in timeline.places(step.where)]
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
