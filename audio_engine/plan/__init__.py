"""RemixPlan: everything a remix is, as data; the engine renders it, clearance judges it.

A plan holds closed words and bounded numbers only. It has no field for a song, a person, a path,
a license or any free text: which words caused a step is kept as spans into the talk.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from audio_engine.plan.base import PLACES, Assumable, BaseStep, EffectName, Model, Place, Span, Where
from audio_engine.plan.form import Fade, Length, Loudness, SectionAction, Sections, Transition
from audio_engine.plan.other import Cover, FileFormat, Format, Generate, Mashup, Match
from audio_engine.plan.sound import (
    Duck,
    Effect,
    Knob,
    Layer,
    LayerRole,
    Mood,
    Move,
    Pan,
    Point,
    StemLevel,
    Style,
)
from audio_engine.plan.time import Feel, KeyChange, Pitch, Steady, Tempo
from audio_engine.units import StemName

__all__ = [
    "MAX_STEPS", "NOT_RENDERED", "PLACES", "STEP_TYPES", "Assumable", "BaseStep", "Cover", "Duck", "Effect",
    "Fade", "Feel", "FileFormat", "Format", "Generate", "Keep", "KeyChange", "Knob", "Layer", "LayerRole",
    "Length", "Loudness", "Mashup", "Match", "Model", "Mood", "Move", "Pan",
    "Pitch", "Place", "Point", "RemixPlan", "SectionAction", "Sections", "Span", "Steady", "StemLevel",
    "Step", "Style", "Tempo", "Transition", "Where",
]  # fmt: skip

MAX_STEPS = 40

Step = Annotated[
    Tempo | Feel | Steady | Pitch | KeyChange
    | StemLevel | Pan | Duck | Effect | Mood | Style | Layer
    | Sections | Transition | Length | Fade | Loudness
    | Cover | Mashup | Match | Generate | Format,
    Field(discriminator="op"),
]  # fmt: skip
STEP_TYPES: tuple[type[BaseStep], ...] = (
    Tempo, Feel, Steady, Pitch, KeyChange,
    StemLevel, Pan, Duck, Effect, Mood, Style, Layer,
    Sections, Transition, Length, Fade, Loudness,
    Cover, Mashup, Match, Generate, Format,
)  # fmt: skip

NOT_RENDERED = ("cover", "mashup", "match", "generate")
"""Kinds of step that can be planned and judged, and that the engine cannot play yet."""


class Keep(Model):
    """A promise, held by every step, and measured on the sound after the render where it can be.

    audible: those stems are still heard. untouched: no step changes them, save the tempo of the
    whole song. tempo, pitch, key, length, loudness: as in the original.
    without: those effects are nowhere; a style or a mood goes without them.
    """

    id: int = Field(default=0, ge=0, le=100_000)
    what: Literal["audible", "untouched", "tempo", "pitch", "key", "length", "loudness", "without"]
    stems: tuple[StemName, ...] = Field(default=(), max_length=6)
    effects: tuple[EffectName, ...] = Field(default=(), max_length=6)
    because: tuple[Span, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.stems and self.what in ("audible", "untouched"):
            raise ValueError(f"keep {self.what} needs at least one stem")
        if bool(self.effects) != (self.what == "without"):
            raise ValueError("only keep without names effects, and it names at least one")
        return self


class RemixPlan(Model):
    """A remix as data: steps in order, promises, and the seed of everything played at random."""

    steps: tuple[Step, ...] = Field(default=(), max_length=MAX_STEPS)
    keep: tuple[Keep, ...] = Field(default=(), max_length=20)
    seed: int = Field(default=1, ge=0, le=2**31 - 1)

    def of(self, *ops: str) -> tuple[Any, ...]:
        """The steps of those kinds, in order."""
        return tuple(s for s in self.steps if s.op in ops)

    def canonical_json(self) -> str:
        """The plan without ids and without the words that caused it: equal for equal remixes."""
        bare = {"steps": {"__all__": {"id", "because", "assumed"}}, "keep": {"__all__": {"id", "because"}}}
        return self.model_dump_json(exclude=bare)
