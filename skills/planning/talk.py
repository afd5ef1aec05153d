"""Talk: the turns of one conversation, and the plan they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError

from audio_engine.plan import MAX_STEPS, STEP_TYPES, Keep, Model, RemixPlan
from skills.planning.delta import AddKeep, Delta, Redo, Remove, Replace, Reset, Undo

MAX_WORDS = 600
MAX_KEEPS = 20
MAX_TURNS = 10_000

_INSTEAD_OF = {"bpm": "ratio", "ratio": "bpm"}


class Turn(Model):
    """What was said, and the change it was understood as (empty when it was no change)."""

    words: str = Field(max_length=MAX_WORDS)
    delta: Delta = Delta()


class Talk(Model):
    """Turns in order; one is only ever added at the end."""

    turns: tuple[Turn, ...] = Field(default=(), max_length=MAX_TURNS)

    def then(self, words: str, delta: Delta | None = None) -> Talk:
        """This talk with one more turn."""
        return Talk(turns=(*self.turns, Turn(words=words, delta=delta or Delta())))


@dataclass
class _Desk:
    """The plan while turns are folded, what undo and redo go to, and the next free id."""

    plan: RemixPlan
    past: list[RemixPlan]
    future: list[RemixPlan]
    next_id: int = 1


def fold(talk: Talk) -> RemixPlan:
    """The plan that a talk comes to.

    Undo and redo go by turns that changed the plan; reset is such a turn. Ids are given in the
    order of the talk and never twice. An op that does not fit the plan it meets (a target that
    is gone, a field its step lacks, a full plan) changes nothing; `misfits` names such ops.
    """
    return _folded(talk).plan


def can_undo(talk: Talk) -> int:
    """How many turns there are to undo."""
    return len(_folded(talk).past)


def can_redo(talk: Talk) -> int:
    """How many turns there are to redo."""
    return len(_folded(talk).future)


def versions(talk: Talk) -> tuple[tuple[RemixPlan, ...], int]:
    """Every plan that undo and redo lead to, the untouched song first, and the place of the one now."""
    desk = _folded(talk)
    return (*desk.past, desk.plan, *reversed(desk.future)), len(desk.past)


def misfits(talk: Talk, delta: Delta) -> tuple[int, ...]:
    """The positions of the ops in `delta` that would change nothing if it came next."""
    desk = _folded(talk)
    wrong = []
    for place, op in enumerate(delta.ops):
        before = desk.plan
        _turn(desk, Delta(ops=(op,)))
        if desk.plan == before:
            wrong.append(place)
    return tuple(wrong)


def _folded(talk: Talk) -> _Desk:
    desk = _Desk(plan=RemixPlan(), past=[], future=[])
    for turn in talk.turns:
        _turn(desk, turn.delta)
    return desk


def _turn(desk: _Desk, delta: Delta) -> None:
    start = desk.plan
    for op in delta.ops:
        if isinstance(op, Undo | Redo):
            _close(desk, start)
            _travel(desk, op)
            start = desk.plan
        else:
            desk.plan = _applied(desk, op)
    _close(desk, start)


def _close(desk: _Desk, start: RemixPlan) -> None:
    if desk.plan != start:
        desk.past.append(start)
        desk.future.clear()


def _travel(desk: _Desk, op: Undo | Redo) -> None:
    source, other = (desk.past, desk.future) if isinstance(op, Undo) else (desk.future, desk.past)
    for _ in range(min(op.steps, len(source))):
        other.append(desk.plan)
        desk.plan = source.pop()


def _applied(desk: _Desk, op: Any) -> RemixPlan:
    plan = desk.plan
    if isinstance(op, Reset):
        return RemixPlan(seed=plan.seed)
    if isinstance(op, Remove):
        return _with(plan, [s for s in plan.steps if s.id != op.target], _without(plan.keep, op.target))
    if isinstance(op, Replace):
        return _with(plan, [_changed(s, op) if s.id == op.target else s for s in plan.steps], plan.keep)
    if isinstance(op, AddKeep):
        return _with_keep(desk, op.keep)
    if len(plan.steps) >= MAX_STEPS:
        return plan
    step = op.model_copy(update={"id": _take_id(desk)})
    return _with(plan, [*plan.steps, step], plan.keep)


def _with_keep(desk: _Desk, keep: Keep) -> RemixPlan:
    plan = desk.plan
    if len(plan.keep) >= MAX_KEEPS:
        return plan
    return _with(plan, plan.steps, (*plan.keep, keep.model_copy(update={"id": _take_id(desk)})))


def _without(keeps: tuple[Keep, ...], target: int) -> tuple[Keep, ...]:
    return tuple(k for k in keeps if k.id != target)


def _with(plan: RemixPlan, steps: Any, keep: tuple[Keep, ...]) -> RemixPlan:
    return RemixPlan(steps=tuple(steps), keep=keep, seed=plan.seed)


def _take_id(desk: _Desk) -> int:
    desk.next_id += 1
    return desk.next_id - 1


def _changed(step: Any, op: Replace) -> Any:
    """The step with its new values, or the same step when the changes do not fit it."""
    fields = op.changes.named()
    kind = type(step)
    if kind not in STEP_TYPES or not fields or not set(fields) <= set(kind.model_fields):
        return step
    values = {name: getattr(step, name) for name in kind.model_fields}
    values.update(
        {_INSTEAD_OF[name]: None for name in fields if name in _INSTEAD_OF and kind is STEP_TYPES[0]}
    )
    values.update(fields)
    values["because"] = op.because or step.because
    settled = {*fields, *(_INSTEAD_OF[name] for name in fields if name in _INSTEAD_OF)}
    values["assumed"] = tuple(a for a in step.assumed if a not in settled) + op.assumed
    try:
        return kind.model_validate(values)
    except ValidationError:
        return step
