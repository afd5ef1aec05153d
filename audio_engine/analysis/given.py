"""What a rights holder states about a song, and how it wins over what is heard."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from audio_engine.grid import Grid, Key, Section
from audio_engine.units import SectionLabel

_MOVES_BARS = 4.5


class SectionStart(BaseModel):
    """That a section of that label begins at that moment; the nearest bar line is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: SectionLabel
    start_seconds: float = Field(ge=0)


class Given(BaseModel):
    """Facts that are known, from a rights holder or a person who corrects; what is left out is heard.

    A stated tempo within half a percent of a clearly better constant one is taken as a rounding of it.
    beats_per_bar, beat_parts: as in a Grid; 6/8 is 2 beats of 3 parts. sections: all of them.
    section_starts: single sections put right, in the order they were said; the others stay as heard.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tempo_bpm: float | None = Field(default=None, ge=20, le=400)
    beats_per_bar: int | None = Field(default=None, ge=1, le=12)
    beat_parts: int | None = Field(default=None, ge=2, le=3)
    first_downbeat_seconds: float | None = Field(default=None, ge=0)
    key: Key | None = None
    sections: tuple[Section, ...] = ()
    section_starts: tuple[SectionStart, ...] = ()

    def metres(self, known: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """The metres (beats in a bar, parts of a beat) that agree with what is given, of those known."""
        if self.beats_per_bar is None:
            return tuple(m for m in known if self.beat_parts in (None, m[1]))
        asked = ((self.beats_per_bar, 2), (self.beats_per_bar, 3))
        agreeing = tuple(m for m in asked if self.beat_parts in (None, m[1]))
        return tuple(m for m in agreeing if m in known) or agreeing[:1]


def covering(sections: tuple[Section, ...], seconds: float) -> tuple[Section, ...]:
    """Those sections in order, touching, from 0.0 to the song's end; what starts after it is left out."""
    inside = sorted((s for s in sections if s.start_seconds < seconds), key=lambda s: s.start_seconds)
    if not inside:
        return ()
    starts = [0.0, *(s.start_seconds for s in inside[1:])]
    ends = [*starts[1:], seconds]
    return tuple(
        Section(label=section.label, start_seconds=start, end_seconds=end)
        for section, start, end in zip(inside, starts, ends, strict=True)
        if end > start
    )


def moved(sections: tuple[Section, ...], starts: Sequence[SectionStart], grid: Grid) -> tuple[Section, ...]:
    """The sections with single facts put right: "the chorus starts at 0:52".

    Each fact is taken to the nearest bar line. The boundary that is nearest, if it is within
    `_MOVES_BARS` bars, goes there, else a new one is made; what starts there bears the label.
    """
    lines = np.array([0.0, *grid.bar_lines()])
    reach = _MOVES_BARS * grid.beats_per_bar * 60.0 / grid.tempo_bpm
    stated = {
        float(lines[np.argmin(np.abs(lines - s.start_seconds))]): s.label
        for s in starts
        if s.start_seconds < grid.seconds
    }
    heard = {s.start_seconds: s.label for s in sections}
    for at, label in stated.items():
        free = [start for start in heard if start > 0.0 and start not in stated]
        nearest = min(free, key=lambda start: (abs(start - at), heard[start] != label), default=None)
        if at not in heard and nearest is not None and abs(nearest - at) <= reach:
            del heard[nearest]
        heard[at] = label
    order = sorted(heard)
    ends = [*order[1:], grid.seconds]
    return tuple(
        Section(label=heard[start], start_seconds=start, end_seconds=end)
        for start, end in zip(order, ends, strict=True)
        if end > start
    )
