"""What a rights holder states about a song, and how it wins over what is heard."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from audio_engine.grid import Key, Section
from audio_engine.units import SectionLabel


class SectionStart(BaseModel):
    """That a section of that label begins at that moment; the nearest bar line is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: SectionLabel
    start_seconds: float = Field(ge=0)


class Given(BaseModel):
    """Facts that are known; None, or no sections, leaves it to the ear.

    section_starts: single sections put right, in the order they were said; the others stay as heard.
    A stated tempo within half a percent of a clearly better constant one is taken as a rounding of it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    tempo_bpm: float | None = Field(default=None, ge=20, le=400)
    beats_per_bar: int | None = Field(default=None, ge=1, le=12)
    first_downbeat_seconds: float | None = Field(default=None, ge=0)
    key: Key | None = None
    sections: tuple[Section, ...] = ()
    section_starts: tuple[SectionStart, ...] = ()


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
