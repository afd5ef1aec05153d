"""The time line of a remix: clips of the original in the order and at the tempo they are heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from audio_engine.arrangement.places import Spans, spans
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import frames
from audio_engine.grid import Grid, Section
from audio_engine.plan import Where
from audio_engine.units import RATE_HZ

JOIN_SECONDS = 0.012
"""How long before a clip its fade-in begins."""
RING_SECONDS = 0.4
"""What rang at the end of a clip rings on into the next no longer than this."""
LISTEN_SECONDS = 0.04
"""How much of a clip's end a join listens to."""
EDGE_SECONDS = 0.025
"""A beginning or an end that the song does not have is faded no longer than this."""


@dataclass(frozen=True)
class Clip:
    """A stretch [start, end) of the original, in its own seconds.

    reversed: played backwards. silent: nothing is heard for as long as the stretch lasts.
    """

    start: float
    end: float
    reversed: bool = False
    silent: bool = False

    @property
    def plain(self) -> bool:
        """Whether it is heard as it was recorded."""
        return not (self.reversed or self.silent)


@dataclass(frozen=True)
class Bar:
    """One bar as it is heard. `number` counts the bars of the original, from 0; times in frames.

    beat_frames: start of each of its beats, closed by the end of the bar.
    """

    number: int
    start_frame: int
    end_frame: int
    beat_frames: tuple[int, ...]


@dataclass(frozen=True)
class Timeline:
    """Clips end to end, in the order they are heard; `warp` says how fast each moment of the song goes.

    lead, trail: frames at the start of the first and at the end of the last clip that lie outside of
    what is heard, because this is a part of a longer time line; a join there still sounds into it.
    opens, closes: whether it reaches to the start and to the end of the remix.
    """

    grid: Grid
    clips: tuple[Clip, ...]
    warp: Warp
    lead: int = 0
    trail: int = 0
    opens: bool = True
    closes: bool = True

    def frame_of(self, seconds: float) -> int:
        """Where a time of the original lies in the original played at the new tempo."""
        return frames(self.warp.heard_at(seconds))

    def starts(self) -> tuple[int, ...]:
        """The frame at which each clip begins, closed by the frame at which the last one ends."""
        return self._starts

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        found = [-self.lead]
        for clip in self.clips:
            found.append(found[-1] + self.frame_of(clip.end) - self.frame_of(clip.start))
        return tuple(found)

    @property
    def frame_count(self) -> int:
        """Length of the remix in frames."""
        return self._starts[-1] - self.trail

    def places(self, where: Where) -> tuple[tuple[int, int], ...]:
        """Where a step applies, in frames of the remix, in order, merged.

        Bars and seconds with an `nth` are meant only the nth time that they are heard, 1 first.
        """
        place = spans(where, self.grid)
        if where.nth is None or where.part not in ("bars", "seconds"):
            return self.heard(place)
        times = self.times(place)
        index = where.nth - 1 if where.nth > 0 else len(times) + where.nth
        return _merged(times[index : index + 1] if index >= 0 else [])

    def heard(self, place: Spans) -> tuple[tuple[int, int], ...]:
        """Where stretches of the original are heard, in frames of the remix, in order, merged."""
        return _merged(self.times(place))

    def times(self, place: Spans) -> list[tuple[int, int]]:
        """Each time that stretches of the original are heard, one for each clip that plays them."""
        found: list[tuple[int, int]] = []
        for clip, at in zip(self.clips, self._starts, strict=False):
            for start, end in place:
                low, high = max(start, clip.start), min(end, clip.end)
                if high > low:
                    found.append(self._laid(clip, at, low, high))
        return [(max(a, 0), min(b, self.frame_count)) for a, b in found]

    def source_at(self, frame: int) -> float:
        """The moment of the original, in seconds, that is heard at a frame of the remix."""
        index = max(i for i, at in enumerate(self._starts[:-1]) if at <= frame or i == 0)
        clip, passed = self.clips[index], frame - self._starts[index]
        at = self.frame_of(clip.end) - passed if clip.reversed else self.frame_of(clip.start) + passed
        return self.warp.source_at(at / RATE_HZ)

    def cut(self, start_frame: int, end_frame: int) -> Timeline:
        """The part of this time line that is heard in [start_frame, end_frame), exact to the frame.

        It keeps as much around it as sounds into it: the joins are those of the whole.
        """
        low, high = self._with_joins(start_frame, end_frame)
        clips = []
        for clip, (at, until) in zip(self.clips, pairwise(self._starts), strict=True):
            begin, stop = max(at, low), min(until, high)
            if stop > begin:
                clips.append(self._part(clip, begin - at, until - stop))
        return replace(
            self,
            clips=tuple(clips),
            lead=start_frame - low,
            trail=high - end_frame,
            opens=self.opens and low == self._starts[0],
            closes=self.closes and high == self._starts[-1],
        )

    def _with_joins(self, start_frame: int, end_frame: int) -> tuple[int, int]:
        """The frames of a window, and of what around it is heard in it: joins, a faded start or end."""
        joins = self._starts[1:-1]
        ring, listen, join = (frames(s) for s in (RING_SECONDS, LISTEN_SECONDS, JOIN_SECONDS))
        edge = frames(EDGE_SECONDS)
        before = [at - listen for at in joins if start_frame - ring < at <= start_frame + listen]
        after = [at + 1 for at in joins if end_frame <= at < end_frame + join]
        low, high = min([start_frame, *before]), max([end_frame, *after])
        first, last = self._starts[0], self._starts[-1]
        return (first if low < first + edge else low), (last if high > last - edge else high)

    def _part(self, clip: Clip, skipped: int, left: int) -> Clip:
        """A clip without its first `skipped` and its last `left` frames."""
        if clip.reversed:
            skipped, left = left, skipped
        first, last = self.frame_of(clip.start) + skipped, self.frame_of(clip.end) - left
        return Clip(
            start=self.warp.source_at(first / RATE_HZ) if skipped else clip.start,
            end=self.warp.source_at(last / RATE_HZ) if left else clip.end,
            reversed=clip.reversed,
            silent=clip.silent,
        )

    def bars(self) -> tuple[Bar, ...]:
        """Every bar that is heard whole or in part, in order; silence that was put in has none."""
        lines = self.grid.bar_lines()
        found: list[Bar] = []
        for clip, at in zip(self.clips, self._starts, strict=False):
            if clip.silent:
                continue
            inside = []
            for number, (low, high) in enumerate(pairwise(lines)):
                begin, stop = max(low, clip.start), min(high, clip.end)
                if stop - begin > 1e-3:
                    inside.append(self._bar(number, (begin, stop), clip, at))
            found.extend(reversed(inside) if clip.reversed else inside)
        return tuple(bar for bar in found if bar.end_frame > bar.start_frame)

    def _bar(self, number: int, heard: tuple[float, float], clip: Clip, at: int) -> Bar:
        first = self.grid.first_downbeat + number * self.grid.beats_per_bar
        beats = self.grid.beats_seconds[first : first + self.grid.beats_per_bar]
        inside = [b for b in beats if heard[0] - 1e-6 <= b < heard[1] - 1e-6]
        start, end = self._laid(clip, at, *heard)
        edges = (*inside, heard[1])
        laid = sorted(self._laid(clip, at, edge, edge)[0] for edge in edges)
        start, end = max(start, 0), min(end, self.frame_count)
        kept = tuple(frame for frame in laid if start <= frame < end)
        return Bar(number=number, start_frame=start, end_frame=end, beat_frames=(*kept, end))

    def sections(self, rate_hz: int) -> tuple[Section, ...]:
        """The sections as they are heard, in seconds of the remix.

        A stretch that goes on within its section, and silence that was put in, belong to what is heard
        before them.
        """
        found: list[tuple[int, int, int]] = []
        for clip, at in zip(self.clips, self._starts, strict=False):
            for index, begin, stop, fresh in self._pieces(clip, at):
                goes_on = clip.silent or (not fresh and found[-1:] and found[-1][0] == index)
                if found and found[-1][2] == begin and goes_on:
                    found[-1] = (found[-1][0], found[-1][1], stop)
                else:
                    found.append((index, begin, stop))
        return tuple(
            Section(
                label=self.grid.sections[index].label,
                start_seconds=begin / rate_hz,
                end_seconds=stop / rate_hz,
            )
            for index, begin, stop in found
        )

    def _pieces(self, clip: Clip, at: int) -> list[tuple[int, int, int, bool]]:
        """The sections of a clip in order: number, first and last frame, whether it begins there."""
        found: list[tuple[int, int, int, bool]] = []
        for index, section in enumerate(self.grid.sections):
            low, high = max(section.start_seconds, clip.start), min(section.end_seconds, clip.end)
            if high - low > 1e-3:
                begin, stop = self._laid(clip, at, low, high)
                fresh = high == section.end_seconds if clip.reversed else low == section.start_seconds
                found.append((index, max(begin, 0), min(stop, self.frame_count), fresh))
        kept = [piece for piece in found if piece[2] > piece[1]]
        return kept[::-1] if clip.reversed else kept

    def _laid(self, clip: Clip, at: int, low: float, high: float) -> tuple[int, int]:
        """Where a stretch of a clip that begins at frame `at` is heard."""
        if clip.reversed:
            last = at + self.frame_of(clip.end)
            return last - self.frame_of(high), last - self.frame_of(low)
        offset = at - self.frame_of(clip.start)
        return self.frame_of(low) + offset, self.frame_of(high) + offset


def _merged(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(pair for pair in found if pair[1] > pair[0]):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return tuple(merged)


def split(clips: tuple[Clip, ...], edges: list[float]) -> tuple[Clip, ...]:
    """The same clips, cut at those moments of the original."""
    pieces: list[Clip] = []
    for clip in clips:
        cuts = sorted({clip.start, clip.end, *(e for e in edges if clip.start + 1e-6 < e < clip.end - 1e-6)})
        parts = [replace(clip, start=a, end=b) for a, b in pairwise(cuts)]
        pieces.extend(reversed(parts) if clip.reversed else parts)
    return tuple(pieces)
