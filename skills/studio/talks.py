"""Talks kept in the store: turns are read back, and only ever added."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import RemixPlan
from skills.catalog.song import Song
from skills.planning.delta import AddKeep, Delta, Reset
from skills.planning.talk import Talk, Turn
from skills.studio.studio import Studio

STEPS_AT_ONCE = 9


def talk_of(talk_id: str, song: Song, studio: Studio) -> Talk:
    """The talk of that id about that song, as far as it went."""
    bodies = studio.store.turns(talk_id, song.id) if talk_id else ()
    return Talk(turns=tuple(Turn.model_validate_json(body) for body in bodies))


def add_turn(talk_id: str, song: Song, turn: Turn, studio: Studio, by: str = "") -> None:
    """Keep one more turn and who said it; a request of its own belongs to no talk and keeps none."""
    if talk_id:
        studio.store.add_turn(talk_id, song.id, turn.model_dump_json(), studio.now(), by)


def moved_to(place: int, turns: tuple[Turn, ...], began: int) -> tuple[Turn, ...]:
    """Turns that were understood as the ones from `began` on, as those from `place` on.

    The words that caused a step are found by the place of their turn in the talk.
    """
    if place == began:
        return turns
    by = place - began
    bodies = (_moved(turn.model_dump(mode="json"), began, by) for turn in turns)
    return tuple(Turn.model_validate(body) for body in bodies)


def _moved(body: Any, began: int, by: int) -> Any:
    if isinstance(body, list):
        return [_moved(one, began, by) for one in body]
    if not isinstance(body, dict):
        return body
    if set(body) == {"turn", "start", "end"} and body["turn"] >= began:
        return {**body, "turn": body["turn"] + by}
    return {name: _moved(value, began, by) for name, value in body.items()}


def turns_to(plan: RemixPlan, words: str) -> tuple[Turn, ...]:
    """Turns that bring any talk to that plan, however long it is."""
    ops: list[object] = [s.model_copy(update={"id": 0}) for s in plan.steps]
    ops += [AddKeep(keep=keep.model_copy(update={"id": 0})) for keep in plan.keep]
    parts = [ops[i : i + STEPS_AT_ONCE] for i in range(0, len(ops), STEPS_AT_ONCE)] or [[]]
    first, *others = parts
    deltas = [Delta(ops=(Reset(), *first)), *(Delta(ops=tuple(part)) for part in others)]  # type: ignore[arg-type]  # steps are ops
    return tuple(Turn(words=words, delta=delta) for delta in deltas)
