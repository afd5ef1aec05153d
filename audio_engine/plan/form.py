"""Steps of form: which bars sound when, how the parts meet, how long it is and how it ends."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from audio_engine.plan.base import BaseStep, TransitionName, Where
from audio_engine.units import SectionLabel

SectionAction = Literal[
    "keep", "drop", "loop", "move", "copy", "swap", "extend", "trim", "reverse", "silence"
]  # fmt: skip
_TWO_PLACES = ("move", "copy", "swap")


class Sections(BaseStep):
    """An edit of the form, on bar lines.

    keep, drop, loop (play `count` times), reverse (backwards): the part that `where` names.
    move, copy: the part set before or after `to`; swap: the part and `to` change places.
    extend: the part longer by its last `bars` once more; trim: its last `bars` left out.
    silence: `bars` of silence put in before or after the part (`at`).
    """

    op: Literal["sections"] = "sections"
    action: SectionAction
    count: int = Field(default=2, ge=2, le=16)
    to: Where | None = None
    at: Literal["before", "after"] = "before"
    bars: int = Field(default=1, ge=1, le=64)

    @model_validator(mode="after")
    def _a_part(self) -> Self:
        if self.where.part == "whole" and self.action != "reverse":
            raise ValueError("say which part of the song")
        if (self.to is not None) != (self.action in _TWO_PLACES):
            raise ValueError(f"{self.action} {'needs a' if self.to is None else 'has no'} second place")
        return self


class Transition(BaseStep):
    """How the song goes into the part that `where` names: a build, a drop, a fill, a riser ...

    It sounds in the `bars` before that part begins; without a part, before every section.
    """

    op: Literal["transition"] = "transition"
    name: TransitionName
    bars: int = Field(default=2, ge=1, le=16)


class Length(BaseStep):
    """The whole remix brought to about this length by leaving out or repeating whole bars.

    ends_on: the section that the remix ends with.
    """

    op: Literal["length"] = "length"
    seconds: float = Field(ge=5, le=3600)
    ends_on: SectionLabel | None = None


class Fade(BaseStep):
    """A fade at the start or at the end."""

    op: Literal["fade"] = "fade"
    side: Literal["in", "out"]
    seconds: float = Field(ge=0, le=60)


class Loudness(BaseStep):
    """Integrated loudness of the result (ITU-R BS.1770)."""

    op: Literal["loudness"] = "loudness"
    lufs: float = Field(ge=-40, le=-6)
