"""RemixPlan: everything a remix is, as data; the engine renders it, clearance judges it.

A plan holds closed words and bounded numbers only. It has no field for a song, a person, a path,
a license or any free text: which words caused a step is kept as spans into the talk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from audio_engine import effects, styles
from audio_engine.units import Amount, Mode, SectionLabel, StemName, Tonic

MAX_STEPS = 40


@dataclass(frozen=True)
class _OnShelf:
    """A string that is a name on a shelf; the shelf is read when a plan or its schema is made."""

    shelf: Any
    what: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "enum": list(self.shelf.names())}

    def _check(self, name: str) -> str:
        if name not in self.shelf:
            raise ValueError(f"no {self.what} is called {name!r}; there are {', '.join(self.shelf.names())}")
        return name


EffectName = Annotated[str, _OnShelf(effects.SHELF, "effect")]
StyleName = Annotated[str, _OnShelf(styles.SHELF, "style")]
KnobName = Annotated[str, _OnShelf(effects.KNOB_NAMES, "knob")]

Place = Literal[SectionLabel, "whole", "bars", "seconds"]
PLACES: tuple[str, ...] = (*get_args(SectionLabel), "whole", "bars", "seconds")


class Model(BaseModel):
    """Closed and frozen: unknown fields are refused, nothing changes after it was made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Span(Model):
    """Characters [start, end) of the words of one turn: the words that caused something."""

    turn: int = Field(ge=0, le=10_000)
    start: int = Field(ge=0, le=10_000)
    end: int = Field(ge=0, le=10_000)


class Where(Model):
    """What a step applies to: stems (none named = the full mix) in a part of the song.

    part "bars": start and end are bar numbers, both included, bar 1 first, -1 the last.
    part "seconds": start and end in seconds of the original song; an end of None is the song's end.
    a section label: `nth` picks one (1 first, -1 last); None means every one.
    """

    part: Place = "whole"
    nth: int | None = Field(default=None, ge=-16, le=16)
    start: float | None = Field(default=None, ge=-3600, le=3600)
    end: float | None = Field(default=None, ge=-3600, le=3600)
    stems: tuple[StemName, ...] = Field(default=(), max_length=6)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.nth == 0:
            raise ValueError("nth counts from 1, or from -1 at the end; 0 is no section")
        if self.part in ("bars", "seconds") and self.start is None:
            raise ValueError(f"part {self.part!r} needs a start")
        if len(set(self.stems)) != len(self.stems):
            raise ValueError("a stem is named twice")
        return self


Assumable = Literal["amount", "ratio", "semitones", "gain_db", "seconds", "pitch", "style", "count"]


class _Step(Model):
    """Common to all steps; `assumed` names the fields whose value nobody asked for in words."""

    id: int = Field(default=0, ge=0, le=100_000)
    where: Where = Where()
    because: tuple[Span, ...] = Field(default=(), max_length=8)
    assumed: tuple[Assumable, ...] = Field(default=(), max_length=8)


class Tempo(_Step):
    """A new tempo by BPM or by ratio (2.0 is twice as fast); pitch kept, or linked as on a turntable."""

    op: Literal["tempo"] = "tempo"
    bpm: float | None = Field(default=None, ge=20, le=400)
    ratio: float | None = Field(default=None, ge=0.25, le=4)
    pitch: Literal["kept", "linked"] = "kept"

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.bpm is None) == (self.ratio is None):
            raise ValueError("a tempo step has either bpm or ratio")
        return self


class Pitch(_Step):
    """A shift by semitones; fractions are cents."""

    op: Literal["pitch"] = "pitch"
    semitones: float = Field(ge=-24, le=24)


class KeyChange(_Step):
    """The shortest shift that brings the song to a tonic; `mode` None keeps the song's own."""

    op: Literal["key"] = "key"
    tonic: Tonic
    mode: Mode | None = None


class StemLevel(_Step):
    """Stems (in `where.stems`) muted, alone, or louder and quieter by `gain_db`."""

    op: Literal["stem"] = "stem"
    action: Literal["mute", "solo", "gain"]
    gain_db: float = Field(default=0.0, ge=-60, le=12)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.where.stems and self.action != "gain":
            raise ValueError(f"{self.action} needs at least one stem")
        return self


class Knob(Model):
    """One setting of an effect, in the unit its name carries."""

    name: KnobName
    value: float = Field(ge=-100_000, le=100_000)


class Effect(_Step):
    """An effect from the shelf at an amount, with knobs set by hand where asked."""

    op: Literal["effect"] = "effect"
    name: EffectName
    amount: Amount = "medium"
    knobs: tuple[Knob, ...] = Field(default=(), max_length=6)


class Style(_Step):
    """A style from the shelf: stands for the steps it expands into."""

    op: Literal["style"] = "style"
    name: StyleName
    amount: Amount = "medium"


class Layer(_Step):
    """New drums or a new bass line, played by the engine in a style, on the song's own beats."""

    op: Literal["layer"] = "layer"
    instrument: Literal["drums", "bass"]
    style: StyleName
    amount: Amount = "medium"


class Sections(_Step):
    """Keep only, drop, or loop (play `count` times) the part of the song that `where` names."""

    op: Literal["sections"] = "sections"
    action: Literal["keep", "drop", "loop"]
    count: int = Field(default=2, ge=2, le=16)

    @model_validator(mode="after")
    def _a_part(self) -> Self:
        if self.where.part == "whole":
            raise ValueError("say which part of the song")
        return self


class Length(_Step):
    """The whole remix brought to about this length by leaving out or repeating whole bars."""

    op: Literal["length"] = "length"
    seconds: float = Field(ge=5, le=1200)


class Fade(_Step):
    """A fade at the start or at the end."""

    op: Literal["fade"] = "fade"
    side: Literal["in", "out"]
    seconds: float = Field(ge=0, le=60)


class Loudness(_Step):
    """Integrated loudness of the result (ITU-R BS.1770)."""

    op: Literal["loudness"] = "loudness"
    lufs: float = Field(ge=-40, le=-6)


Step = Annotated[
    Tempo | Pitch | KeyChange | StemLevel | Effect | Style | Layer | Sections | Length | Fade | Loudness,
    Field(discriminator="op"),
]
STEP_TYPES: tuple[type[_Step], ...] = (
    Tempo, Pitch, KeyChange, StemLevel, Effect, Style, Layer, Sections, Length, Fade, Loudness,
)  # fmt: skip


class Keep(Model):
    """A promise, measured on the sound after the render.

    audible: those stems are still heard. untouched: no step changes them, save the tempo of the
    whole song. tempo, pitch, length: as in the original.
    """

    id: int = Field(default=0, ge=0, le=100_000)
    what: Literal["audible", "untouched", "tempo", "pitch", "length"]
    stems: tuple[StemName, ...] = Field(default=(), max_length=6)
    because: tuple[Span, ...] = Field(default=(), max_length=8)

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not self.stems and self.what in ("audible", "untouched"):
            raise ValueError(f"keep {self.what} needs at least one stem")
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
