"""Steps of sound: levels, places in the stereo picture, effects, moods, styles, new instruments."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from audio_engine.plan.base import (
    BaseStep,
    EffectName,
    InstrumentName,
    KnobName,
    Model,
    MoodName,
    StyleName,
)
from audio_engine.units import Amount, StemName


class StemLevel(BaseStep):
    """Stems (in `where.stems`) muted, alone, or louder and quieter by `gain_db`."""

    op: Literal["stem"] = "stem"
    action: Literal["mute", "solo", "gain"]
    gain_db: float = Field(default=0.0, ge=-60, le=12)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.where.stems and self.action != "gain":
            raise ValueError(f"{self.action} needs at least one stem")
        return self


class Pan(BaseStep):
    """Stems placed in the stereo picture: -1.0 far left, 0.0 the middle, 1.0 far right."""

    op: Literal["pan"] = "pan"
    position: float = Field(ge=-1, le=1)


class Duck(BaseStep):
    """`where.stems` (none named: every new layer) made quieter while one of `by` sounds."""

    op: Literal["duck"] = "duck"
    by: tuple[StemName, ...] = Field(default=("vocals",), min_length=1, max_length=6)
    depth_db: float = Field(default=4.0, ge=0.5, le=24)


class Knob(Model):
    """One setting of an effect, in the unit its name carries."""

    name: KnobName
    value: float = Field(ge=-100_000, le=100_000)


class Point(Model):
    """Where a moving knob stands at a moment; it moves evenly to the next, a frequency in octaves."""

    at: float = Field(ge=0, le=4096)
    value: float = Field(ge=-100_000, le=100_000)


class Move(Model):
    """A knob that moves while the effect plays (automation), on the beat grid.

    points: rising in `at`, which counts beats from the start of each place the step applies to, or,
    with unit "share", runs from 0.0 at its start to 1.0 at its end. Before the first and after the
    last point the knob stands still.
    """

    knob: KnobName
    unit: Literal["beats", "share"] = "share"
    points: tuple[Point, ...] = Field(min_length=2, max_length=32)

    @model_validator(mode="after")
    def _rising(self) -> Self:
        ats = [point.at for point in self.points]
        if any(later <= earlier for earlier, later in pairwise(ats)):
            raise ValueError("the points of a moving knob must come one after another")
        if self.unit == "share" and ats[-1] > 1.0:
            raise ValueError("a share of a place ends at 1.0")
        return self


class Effect(BaseStep):
    """An effect from the shelf at an amount, with knobs set by hand where asked, or moving."""

    op: Literal["effect"] = "effect"
    name: EffectName
    amount: Amount = "medium"
    knobs: tuple[Knob, ...] = Field(default=(), max_length=8)
    moves: tuple[Move, ...] = Field(default=(), max_length=4)


class Mood(BaseStep):
    """A direction of sound from the shelf (darker, wider ...): stands for the effects it expands into."""

    op: Literal["mood"] = "mood"
    name: MoodName
    amount: Amount = "medium"


class Style(BaseStep):
    """A style from the shelf: stands for the steps it expands into."""

    op: Literal["style"] = "style"
    name: StyleName
    amount: Amount = "medium"


LayerRole = Literal["drums", "percussion", "bass", "keys", "pad", "lead"]


class Layer(BaseStep):
    """A new part played by the engine in a style, on the song's own beats and under its chords.

    sound: the instrument that plays it; None takes the style's own. instead: the song's own stem of
    that role is silent where the layer plays.
    """

    op: Literal["layer"] = "layer"
    instrument: LayerRole
    style: StyleName
    amount: Amount = "medium"
    sound: InstrumentName | None = None
    instead: bool = False
