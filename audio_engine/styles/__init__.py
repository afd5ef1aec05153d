"""The shelf of styles: one TOML file each, found by itself; what a style does is data.

A style file says its title, what it is like, the tempo it wants, what its drums and bass play,
and the steps it stands for. Patterns are written beat by beat, four characters to the beat
(sixteenth notes), one string per bar: "." rests, "x" plays, "X" plays loud, "o" plays soft;
for a bass "R" is the chord's root, "5" its fifth, "8" the octave, "-" holds the note before.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from audio_engine.shelf import DataShelf

SHELF = DataShelf(__path__[0])

DrumName = Literal[
    "kick", "snare", "side_stick", "clap", "closed_hat", "open_hat",
    "low_tom", "mid_tom", "high_tom", "crash", "ride", "shaker", "tambourine",
]  # fmt: skip


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TempoWish(_Data):
    """The tempo a style wants: a range in BPM, or a ratio as on a turntable (pitch linked)."""

    low_bpm: float | None = None
    high_bpm: float | None = None
    linked_ratio: float | None = None


class Drums(_Data):
    """What the drums play. swing: where the second sixteenth of a pair falls, 0.5 is straight."""

    kit: str
    swing: float = Field(default=0.5, ge=0.5, le=0.7)
    level_db: float = 0.0
    bar: dict[DrumName, str]
    second_bar: dict[DrumName, str] = {}
    fill: dict[DrumName, str] = {}
    quiet: dict[DrumName, str] = {}


class Bass(_Data):
    """What the bass plays; octave 2 has C at MIDI 36."""

    instrument: str
    octave: int = Field(default=2, ge=1, le=4)
    level_db: float = 0.0
    bar: str
    second_bar: str = ""


class StyleData(_Data):
    """One style as its file gives it; steps are plan steps without ids."""

    title: str
    about: str
    aliases: tuple[str, ...] = ()
    tempo: TempoWish = TempoWish()
    drums: Drums | None = None
    bass: Bass | None = None
    steps: tuple[dict[str, Any], ...] = ()


@cache
def style(name: str) -> StyleData:
    """The style of that name; KeyError when the shelf has none."""
    return StyleData.model_validate(SHELF.take(name))


def styles_with(part: Literal["drums", "bass"]) -> tuple[str, ...]:
    """The names of the styles that have drums, or a bass, of their own."""
    return tuple(name for name in SHELF if getattr(style(name), part) is not None)
