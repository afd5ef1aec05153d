"""Delta: the change of the plan that one turn of a talk asks for, whoever understood it."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from audio_engine.plan import Assumable, Keep, Knob, Model, SectionAction, Span, Step, Where
from audio_engine.units import Amount, Mode, SectionLabel, Tonic
from skills.rights.judgement import Wish

MAX_OPS = 10

StepId = Annotated[int, Field(ge=1, le=100_000)]
Because = Annotated[tuple[Span, ...], Field(max_length=8)]


class AddKeep(Model):
    """A new promise; the fold gives it its id."""

    op: Literal["keep"] = "keep"
    keep: Keep


class Remove(Model):
    """Takes the step or the promise of that id out of the plan."""

    op: Literal["remove"] = "remove"
    target: StepId
    because: Because = ()


class Changes(Model):
    """The fields of a step that get a new value; None leaves a field as it is.

    A new `bpm` takes the place of a `ratio`, and a `ratio` that of a `bpm`.
    """

    where: Where | None = None
    bpm: float | None = Field(default=None, ge=20, le=400)
    ratio: float | None = Field(default=None, ge=0.25, le=4)
    pitch: Literal["kept", "linked"] | None = None
    semitones: float | None = Field(default=None, ge=-24, le=24)
    tonic: Tonic | None = None
    mode: Mode | None = None
    action: Literal["mute", "solo", "gain"] | SectionAction | None = None
    gain_db: float | None = Field(default=None, ge=-60, le=12)
    amount: Amount | None = None
    knobs: tuple[Knob, ...] | None = Field(default=None, max_length=6)
    count: int | None = Field(default=None, ge=2, le=16)
    bars: int | None = Field(default=None, ge=1, le=64)
    position: float | None = Field(default=None, ge=-1, le=1)
    depth_db: float | None = Field(default=None, ge=0.5, le=24)
    seconds: float | None = Field(default=None, ge=0, le=3600)
    ends_on: SectionLabel | None = None
    lufs: float | None = Field(default=None, ge=-40, le=-6)

    def named(self) -> dict[str, Any]:
        """The fields that change, by name."""
        return {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}


class Replace(Model):
    """New values for some fields of the step of that id."""

    op: Literal["replace"] = "replace"
    target: StepId
    changes: Changes
    because: Because = ()
    assumed: tuple[Assumable, ...] = Field(default=(), max_length=8)


class Undo(Model):
    """Back by that many turns that changed the plan."""

    op: Literal["undo"] = "undo"
    steps: int = Field(default=1, ge=1, le=100)


class Redo(Model):
    """Forward again by that many undone turns."""

    op: Literal["redo"] = "redo"
    steps: int = Field(default=1, ge=1, le=100)


class Reset(Model):
    """Back to the untouched song; an undo brings the plan back."""

    op: Literal["reset"] = "reset"


DeltaOp = Annotated[
    Step | AddKeep | Remove | Replace | Undo | Redo | Reset,
    Field(discriminator="op"),
]

WISHES: tuple[Wish, ...] = get_args(Wish)
"""What people ask that clearance must judge; it never goes into a plan."""


class Delta(Model):
    """The ops of one turn, in order, and the wishes that were uttered with them."""

    ops: tuple[DeltaOp, ...] = Field(default=(), max_length=MAX_OPS)
    wishes: tuple[Wish, ...] = Field(default=(), max_length=len(WISHES))


_NOT_ON_THE_WIRE = ("id", "because", "assumed")
_NOT_STRICT = ("default", "discriminator", "title", "description")


def wire_schema() -> dict[str, Any]:
    """The JSON schema of a Delta in the strict form that language model servers take.

    Everything is required and closed, nothing has a default, a choice is `anyOf` with its `op`
    first. Ids and spans are left out: code gives them, never a model.
    """
    fixed: dict[str, Any] = _strict(Delta.model_json_schema())
    fixed["$defs"].pop("Span", None)
    return fixed


def _strict(node: Any) -> Any:
    if isinstance(node, list):
        return [_strict(item) for item in node]
    if not isinstance(node, dict):
        return node
    out = {
        ("anyOf" if key == "oneOf" else key): (
            _properties(value) if key in ("properties", "$defs") else _strict(value)
        )
        for key, value in node.items()
        if key not in _NOT_STRICT
    }
    if out.get("type") == "object":
        out["required"] = list(out["properties"])
        out["additionalProperties"] = False
    return out


def _properties(named: dict[str, Any]) -> dict[str, Any]:
    kept = {name: _strict(value) for name, value in named.items() if name not in _NOT_ON_THE_WIRE}
    return {"op": kept.pop("op"), **kept} if "op" in kept else kept
