"""The time line of a remix: clips of the original in the order and at the tempo they are heard."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from audio_engine.arrangement.places import Spans
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import frames
from audio_engine.grid import Grid, Section


@dataclass(frozen=True)
class Clip:
    """A stretch [start, end) of the original, in its own seconds."""

    start: float
    end: float


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
    """Clips end to end, in the order they are heard; `warp` says how fast each moment of the song goes."""

    grid: Grid
    clips: tuple[Clip, ...]
    warp: Warp

    def frame_of(self, seconds: float) -> int:
        """Where a time of the original lies in the original played at the new tempo."""
        return frames(self.warp.heard_at(seconds))

    def starts(self) -> tuple[int, ...]:
        """The frame at which each clip begins, closed by the length of the whole."""
        found = [0]
        for clip in self.clips:
            found.append(found[-1] + self.frame_of(clip.end) - self.frame_of(clip.start))
        return tuple(found)

    @property
    def frame_count(self) -> int:
        """Length of the remix in frames."""
        return self.starts()[-1]

    def heard(self, place: Spans) -> tuple[tuple[int, int], ...]:
        """Where stretches of the original are heard, in frames of the remix, in order, merged."""
        found: list[tuple[int, int]] = []
        for clip, at in zip(self.clips, self.starts(), strict=False):
            for start, end in sorted(place):
                low, high = max(start, clip.start), min(end, clip.end)
                if high > low:
                    begin = at + self.frame_of(low) - self.frame_of(clip.start)
                    found.append((begin, begin + self.frame_of(high) - self.frame_of(low)))
        return _merged(found)

    def cut(self, start_frame: int, end_frame: int) -> Timeline:
        """The part of this time line that is heard in [start_frame, end_frame)."""
        clips = []
        for clip, (low, high) in zip(self.clips, pairwise(self.starts()), strict=True):
            begin, stop = max(low, start_frame), min(high, end_frame)
            if stop > begin:
                per_frame = (clip.end - clip.start) / (high - low)
                clips.append(
                    Clip(clip.start + (begin - low) * per_frame, clip.start + (stop - low) * per_frame)
                )
        return Timeline(self.grid, tuple(clips), self.warp)

    def bars(self) -> tuple[Bar, ...]:
        """Every bar that is heard whole or in part, in order."""
        lines = self.grid.bar_lines()
        found = []
        for clip, at in zip(self.clips, self.starts(), strict=False):
            for number, (low, high) in enumerate(pairwise(lines)):
                begin, stop = max(low, clip.start), min(high, clip.end)
                if stop - begin > 1e-3:
                    found.append(self._bar(number, (begin, stop), clip, at))
        return tuple(found)

    def _bar(self, number: int, heard: tuple[float, float], clip: Clip, at: int) -> Bar:
        first = self.grid.first_downbeat + number * self.grid.beats_per_bar
        beats = self.grid.beats_seconds[first : first + self.grid.beats_per_bar]
        inside = [b for b in beats if heard[0] - 1e-6 <= b < heard[1] - 1e-6]
        offset = at - self.frame_of(clip.start)
        end = self.frame_of(heard[1]) + offset
        return Bar(
            number=number,
            start_frame=self.frame_of(heard[0]) + offset,
            end_frame=end,
            beat_frames=(*(self.frame_of(b) + offset for b in inside), end),
        )

    def sections(self, rate_hz: int) -> tuple[Section, ...]:
        """The sections as they are heard, in seconds of the remix."""
        found = []
        for clip, at in zip(self.clips, self.starts(), strict=False):
            for section in self.grid.sections:
                low, high = max(section.start_seconds, clip.start), min(section.end_seconds, clip.end)
                if high - low > 1e-3:
                    begin = at + self.frame_of(low) - self.frame_of(clip.start)
                    stop = at + self.frame_of(high) - self.frame_of(clip.start)
                    found.append((section.label, begin, stop))
        return tuple(
            Section(label=label, start_seconds=begin / rate_hz, end_seconds=stop / rate_hz)
            for label, begin, stop in found
        )


def _merged(found: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for begin, stop in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
        else:
            merged.append((begin, stop))
    return tuple(merged)
