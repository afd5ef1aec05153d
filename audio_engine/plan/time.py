"""Steps of time and pitch: tempo, its ramps and its feel, a steadied beat, pitch, key."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from audio_engine.plan.base import BaseStep
from audio_engine.units import Mode, Tonic


class Tempo(BaseStep):
    """A new tempo by BPM or by ratio (2.0 is twice as fast); pitch kept, or linked as on a turntable.

    "at once" holds in `where` alone; "ramp" goes there evenly, beat by beat, over `where`, and the
    song then stays at it.
    """

    op: Literal["tempo"] = "tempo"
    bpm: float | None = Field(default=None, ge=20, le=400)
    ratio: float | None = Field(default=None, ge=0.25, le=4)
    pitch: Literal["kept", "linked"] = "kept"
    shape: Literal["at once", "ramp"] = "at once"

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.bpm is None) == (self.ratio is None):
            raise ValueError("a tempo step has either bpm or ratio")
        return self


class Feel(BaseStep):
    """Half-time or double-time stems (drums where none are named) at the song's own tempo."""

    op: Literal["feel"] = "feel"
    feel: Literal["half", "double"]


class Steady(BaseStep):
    """A drifting beat locked to a grid: every beat of the song as long as every other."""

    op: Literal["steady"] = "steady"


class Pitch(BaseStep):
    """A shift by semitones; fractions are cents."""

    op: Literal["pitch"] = "pitch"
    semitones: float = Field(ge=-24, le=24)


class KeyChange(BaseStep):
    """The shortest shift that brings the song to a tonic; `mode` None keeps the song's own."""

    op: Literal["key"] = "key"
    tonic: Tonic
    mode: Mode | None = None
