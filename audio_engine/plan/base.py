"""What every step of a plan is made of: its place, its words, and names that stand on a shelf."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from audio_engine import effects, instruments, moods, styles, transitions
from audio_engine.units import SectionLabel, StemName


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
MoodName = Annotated[str, _OnShelf(moods.SHELF, "mood")]
TransitionName = Annotated[str, _OnShelf(transitions.SHELF, "transition")]
InstrumentName = Annotated[str, _OnShelf(instruments.SHELF, "instrument")]

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
    a section label: `nth` picks one (1 first, -1 last); None means every one. With bars and seconds,
    `nth` picks one of the times they are heard in the remix.
    side: the part itself, what lies before or after it, or all but it.
    """

    part: Place = "whole"
    nth: int | None = Field(default=None, ge=-16, le=16)
    start: float | None = Field(default=None, ge=-3600, le=3600)
    end: float | None = Field(default=None, ge=-3600, le=3600)
    side: Literal["inside", "before", "after", "outside"] = "inside"
    stems: tuple[StemName, ...] = Field(default=(), max_length=6)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.nth == 0:
            raise ValueError("nth counts from 1, or from -1 at the end; 0 is no section")
        if self.part in ("bars", "seconds") and self.start is None:
            raise ValueError(f"part {self.part!r} needs a start")
        if len(set(self.stems)) != len(self.stems):
            raise ValueError("a stem is named twice")
        if self.part == "whole" and self.side != "inside":
            raise ValueError("nothing lies before, after or outside the whole song")
        return self


Assumable = Literal[
    "amount", "ratio", "semitones", "gain_db", "seconds", "pitch", "style", "count",
    "bars", "position", "depth_db",
]  # fmt: skip


class BaseStep(Model):
    """Common to all steps; `assumed` names the fields whose value nobody asked for in words."""

    id: int = Field(default=0, ge=0, le=100_000)
    where: Where = Where()
    because: tuple[Span, ...] = Field(default=(), max_length=8)
    assumed: tuple[Assumable, ...] = Field(default=(), max_length=8)
