"""Deltas and their fold: undo and redo exactly, stable ids, the wire schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from audio_engine.plan import Effect, Fade, Keep, Pitch, RemixPlan, Span, Tempo, Where
from skills.planning.delta import (
    MAX_OPS,
    AddKeep,
    Changes,
    Delta,
    DeltaOp,
    Redo,
    Remove,
    Replace,
    Reset,
    Undo,
    wire_schema,
)
from skills.planning.talk import Talk, can_redo, can_undo, fold, misfits
from skills.planning.telling.explain import changed, explain
from tests.skills.planning.songs import song

IDS = st.integers(1, 12)
EDITS: st.SearchStrategy[Any] = st.one_of(
    st.builds(Tempo, bpm=st.floats(40, 200)),
    st.builds(Tempo, ratio=st.floats(0.5, 2), pitch=st.sampled_from(["kept", "linked"])),
    st.builds(Pitch, semitones=st.floats(-12, 12)),
    st.builds(Effect, name=st.sampled_from(["reverb", "delay"]), where=st.just(Where(stems=("vocals",)))),
    st.builds(Fade, side=st.sampled_from(["in", "out"]), seconds=st.floats(0, 60)),
    st.builds(AddKeep, keep=st.just(Keep(what="audible", stems=("vocals",)))),
    st.builds(Remove, target=IDS),
    st.builds(Replace, target=IDS, changes=st.builds(Changes, bpm=st.floats(40, 200))),
    st.builds(Replace, target=IDS, changes=st.builds(Changes, amount=st.just("heavy"))),
    st.just(Reset()),
)
TRAVELS: st.SearchStrategy[Any] = st.one_of(
    st.builds(Undo, steps=st.integers(1, 3)), st.builds(Redo, steps=st.integers(1, 3))
)


def _talks(ops: st.SearchStrategy[Any]) -> st.SearchStrategy[Talk]:
    def made(turns: list[list[DeltaOp]]) -> Talk:
        talk = Talk()
        for n, turn in enumerate(turns):
            talk = talk.then(f"turn {n}", Delta(ops=tuple(turn)))
        return talk

    return st.lists(st.lists(ops, max_size=4), max_size=10).map(made)


def test_steps_get_ids_in_the_order_of_the_talk() -> None:
    talk = (
        Talk()
        .then("a", Delta(ops=(Tempo(bpm=80), Effect(name="reverb"))))
        .then("b", Delta(ops=(Pitch(semitones=2),)))
    )
    assert [s.id for s in fold(talk).steps] == [1, 2, 3]


def test_an_id_is_never_given_twice_even_after_undo() -> None:
    talk = Talk().then("a", Delta(ops=(Tempo(bpm=80),))).then("b", Delta(ops=(Undo(),)))
    talk = talk.then("c", Delta(ops=(Tempo(bpm=90),)))
    assert [s.id for s in fold(talk).steps] == [2]


def test_a_new_bpm_takes_the_place_of_a_ratio() -> None:
    talk = Talk().then("a", Delta(ops=(Tempo(ratio=0.9),)))
    talk = talk.then("b", Delta(ops=(Replace(target=1, changes=Changes(bpm=75)),)))
    (step,) = fold(talk).steps
    assert (step.bpm, step.ratio) == (75, None)


def test_a_change_that_does_not_fit_its_step_changes_nothing_and_is_named() -> None:
    talk = Talk().then("a", Delta(ops=(Effect(name="reverb"),)))
    wrong = Delta(ops=(Replace(target=1, changes=Changes(bpm=75)), Remove(target=9), Remove(target=1)))
    assert misfits(talk, wrong) == (0, 1)
    assert fold(talk.then("b", Delta(ops=wrong.ops[:2]))) == fold(talk)


def test_a_reset_can_be_undone() -> None:
    talk = Talk().then("a", Delta(ops=(Tempo(bpm=80),))).then("b", Delta(ops=(Reset(),)))
    assert fold(talk) == RemixPlan()
    assert fold(talk.then("c", Delta(ops=(Undo(),)))).steps[0].bpm == 80


def test_a_new_edit_closes_the_way_forward() -> None:
    talk = Talk().then("a", Delta(ops=(Tempo(bpm=80),))).then("b", Delta(ops=(Undo(),)))
    assert can_redo(talk) == 1
    assert can_redo(talk.then("c", Delta(ops=(Tempo(bpm=90),)))) == 0


@settings(max_examples=80, deadline=None)
@given(_talks(EDITS | TRAVELS))
def test_undo_then_redo_is_where_one_was(talk: Talk) -> None:
    there = can_undo(talk)
    assume(there > 0)
    back = talk.then("undo", Delta(ops=(Undo(steps=there),)))
    assert fold(back) == RemixPlan()
    assert fold(back.then("redo", Delta(ops=(Redo(steps=there),)))) == fold(talk)


@settings(max_examples=80, deadline=None)
@given(_talks(EDITS | TRAVELS), st.lists(EDITS, min_size=1, max_size=4))
def test_one_undo_takes_back_exactly_one_turn(talk: Talk, ops: list[DeltaOp]) -> None:
    after = talk.then("edit", Delta(ops=tuple(ops)))
    if fold(after) != fold(talk):
        assert fold(after.then("undo", Delta(ops=(Undo(),)))) == fold(talk)


@settings(max_examples=60, deadline=None)
@given(_talks(EDITS | TRAVELS))
def test_a_talk_survives_json_and_folds_the_same(talk: Talk) -> None:
    again = Talk.model_validate_json(talk.model_dump_json())
    assert again == talk
    assert fold(again) == fold(talk)


@settings(max_examples=60, deadline=None)
@given(_talks(EDITS | TRAVELS), _talks(EDITS))
def test_explaining_never_fails(talk: Talk, other: Talk) -> None:
    plan = fold(talk)
    assert len(explain(plan, talk, song())) == len(plan.steps) + len(plan.keep)
    assert changed(plan, fold(other), song()).endswith(".")


def test_a_delta_is_bounded() -> None:
    with pytest.raises(ValidationError):
        Delta(ops=(Reset(),) * (MAX_OPS + 1))
    with pytest.raises(ValidationError):
        Delta(wishes=("free-beer",))  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Changes(bpm=100_000)
    with pytest.raises(ValidationError):
        Delta.model_validate({"ops": [{"op": "shell", "run": "rm"}]})


def _nodes(schema: Any) -> list[dict[str, Any]]:
    if isinstance(schema, list):
        return [n for item in schema for n in _nodes(item)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(n for value in schema.values() for n in _nodes(value))]


def test_the_wire_schema_is_strict() -> None:
    schema = wire_schema()
    text = json.dumps(schema)
    assert '"oneOf"' not in text
    assert '"default"' not in text
    assert '"discriminator"' not in text
    for node in _nodes(schema):
        if node.get("type") == "object":
            assert node["additionalProperties"] is False
            assert node["required"] == list(node["properties"])
        if node.get("type") in ("number", "integer"):
            assert {"minimum", "maximum"} <= set(node)
        if node.get("type") == "array":
            assert "maxItems" in node
        if node.get("type") == "string":
            assert "enum" in node or "const" in node


def test_the_wire_schema_leaves_ids_and_spans_to_code_and_tells_kinds_first() -> None:
    for name, node in wire_schema()["$defs"].items():
        assert not {"id", "because", "assumed"} & set(node.get("properties", {})), name
        if "op" in node.get("properties", {}):
            assert next(iter(node["properties"])) == "op"


def test_what_fills_the_wire_schema_is_a_delta() -> None:
    said = {
        "ops": [
            {"op": "tempo", "where": _whole(), "bpm": 80, "ratio": None, "pitch": "kept"},
            {"op": "remove", "target": 3},
        ],
        "wishes": [],
    }
    assert Delta.model_validate(said).ops[0] == Tempo(bpm=80)


def _whole() -> dict[str, Any]:
    return {"part": "whole", "nth": None, "start": None, "end": None, "stems": []}


def test_a_span_is_kept_with_its_step() -> None:
    span = Span(turn=0, start=0, end=6)
    talk = Talk().then("80 bpm", Delta(ops=(Tempo(bpm=80, because=(span,)),)))
    assert explain(fold(talk), talk, song())[0].caused_by == "80 bpm"
