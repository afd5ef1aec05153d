"""A patch turns one plan into the other, written as RFC 6902 wants it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.plan import Effect, Keep, Layer, Pitch, RemixPlan, StemLevel, Tempo, Where
from skills.rights.patch import Change, patch, patched
from tests.skills.rights.strategies.steps import plans
from tests.skills.rights.things import a_plan

DRUMS = Where(stems=("drums",))


@st.composite
def pairs(draw: Any) -> tuple[RemixPlan, RemixPlan]:
    """Two plans that have some of their steps and promises in common, as a repair leaves them, or none."""
    before, other = draw(plans), draw(plans)
    kept = tuple(step for step in before.steps if draw(st.booleans()))
    promises = tuple(keep for keep in before.keep if draw(st.booleans()))
    after = RemixPlan(
        steps=draw(st.sampled_from((kept, (*kept, *other.steps)[:40], other.steps, before.steps))),
        keep=draw(st.sampled_from((promises, other.keep, before.keep))),
        seed=draw(st.sampled_from((before.seed, other.seed, 7))),
    )
    return before, after


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_there_and_back_from_any_plan_to_any_other(pair: tuple[RemixPlan, RemixPlan]) -> None:
    one, other = pair
    there, back = patch(one, other), patch(other, one)
    assert patched(one, there) == other
    assert patched(other, back) == one
    assert patched(patched(one, there), back) == one
    assert bool(there) == bool(back) == (one != other)


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_anybody_who_follows_rfc_6902_gets_the_same_plan(pair: tuple[RemixPlan, RemixPlan]) -> None:
    one, other = pair
    operations = [change.as_json() for change in patch(one, other)]
    assert as_rfc_6902_says(one.model_dump(mode="json"), operations) == other.model_dump(mode="json")


def as_rfc_6902_says(document: Any, operations: list[dict[str, Any]]) -> Any:
    """RFC 6902, sections 4.1 to 4.3, to the letter: a place that is not there is an error."""
    document = copy.deepcopy(document)
    for operation in operations:
        path, op = operation["path"], operation["op"]
        assert path.startswith("/")
        assert op in ("add", "remove", "replace")
        assert ("value" in operation) == (op != "remove")
        *way, last = (part.replace("~1", "/").replace("~0", "~") for part in path[1:].split("/"))
        place = document
        for part in way:
            place = place[index(part, len(place) - 1)] if isinstance(place, list) else place[part]
        if isinstance(place, list):
            in_a_list(place, last, op, operation.get("value"))
        else:
            assert op == "add" or last in place
            del_or_set(place, last, op, operation.get("value"))
    return document


def index(part: str, most: int) -> int:
    assert part == str(int(part)), "an index has no sign and no leading zero"
    assert 0 <= int(part) <= most
    return int(part)


def in_a_list(place: list[Any], last: str, op: str, value: Any) -> None:
    if op == "add":
        place.insert(len(place) if last == "-" else index(last, len(place)), value)
    else:
        del_or_set(place, index(last, len(place) - 1), op, value)


def del_or_set(place: Any, key: str | int, op: str, value: Any) -> None:
    if op == "remove":
        del place[key]
    else:
        place[key] = value


REVERB, DELAY = Effect(name="reverb"), Effect(name="delay")
MUTED = StemLevel(action="mute", where=DRUMS)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (a_plan(REVERB), a_plan(REVERB), ()),
        (
            a_plan(Tempo(ratio=1.25)),
            a_plan(Tempo(ratio=1.1)),
            (Change("replace", "/steps/0/ratio", 1.1),),
        ),
        (
            RemixPlan(steps=(REVERB, MUTED, DELAY, MUTED)),
            RemixPlan(steps=(REVERB, DELAY)),
            (Change("remove", "/steps/3"), Change("remove", "/steps/1")),
        ),
        (
            a_plan(Pitch(semitones=3), REVERB),
            a_plan(Pitch(semitones=3), REVERB.model_copy(update={"where": DRUMS})),
            (Change("add", "/steps/1/where/stems/-", "drums"),),
        ),
        (
            a_plan(REVERB, keep=(Keep(what="tempo"),)),
            a_plan(REVERB),
            (Change("remove", "/keep/0"),),
        ),
    ],
)
def test_a_patch_says_no_more_than_what_changed(
    before: RemixPlan, after: RemixPlan, changes: tuple[Change, ...]
) -> None:
    assert patch(before, after) == changes


@settings(max_examples=100, deadline=None)
@given(pairs())
def test_where_steps_only_went_a_patch_only_removes(pair: tuple[RemixPlan, RemixPlan]) -> None:
    before, after = pair
    places = [n for n, step in enumerate(before.steps) if step in after.steps]
    fewer = before.model_copy(update={"steps": tuple(before.steps[n] for n in places)})
    changes = patch(before, fewer)
    assert {change.op for change in changes} <= {"remove"}
    assert len(changes) == len(before.steps) - len(places)


def test_of_steps_that_share_an_id_the_one_that_went_is_removed() -> None:
    shared = tuple(step.model_copy(update={"id": 3}) for step in (REVERB, MUTED, DELAY, MUTED))
    before, after = RemixPlan(steps=shared), RemixPlan(steps=(shared[2], shared[3]))
    assert patch(before, after) == (Change("remove", "/steps/1"), Change("remove", "/steps/0"))


def test_a_step_that_comes_in_between_is_added_there() -> None:
    [change] = patch(RemixPlan(steps=(REVERB, DELAY)), RemixPlan(steps=(REVERB, MUTED, DELAY)))
    assert (change.op, change.path) == ("add", "/steps/1")


def test_a_step_of_another_kind_is_replaced_as_a_whole() -> None:
    [change] = patch(a_plan(REVERB), a_plan(Layer(instrument="bass", style="house")))
    assert (change.op, change.path, change.value["instrument"]) == ("replace", "/steps/0", "bass")


def test_changes_are_made_one_after_the_other() -> None:
    before = RemixPlan(steps=(REVERB, MUTED, DELAY), seed=1)
    changes = (
        Change("replace", "/seed", 7),
        Change("remove", "/steps/1"),
        Change("replace", "/steps/1", Effect(name="chorus").model_dump(mode="json")),
        Change("add", "/steps/-", Tempo(ratio=0.9).model_dump(mode="json")),
    )
    after = patched(before, changes)
    assert after == RemixPlan(steps=(REVERB, Effect(name="chorus"), Tempo(ratio=0.9)), seed=7)
    assert before.seed == 1


def test_a_change_is_written_with_a_value_unless_something_goes() -> None:
    assert Change("remove", "/steps/0").as_json() == {"op": "remove", "path": "/steps/0"}
    assert Change("replace", "/seed", 0).as_json() == {"op": "replace", "path": "/seed", "value": 0}
    assert Change("replace", "/a", None).as_json() == {"op": "replace", "path": "/a", "value": None}


def test_another_step_or_another_stem_in_the_place_of_one_is_put_there_whole() -> None:
    one = a_plan(Tempo(ratio=0.9), Effect(name="reverb", where=Where(stems=("vocals", "drums"))))
    other = a_plan(Pitch(semitones=1), Effect(name="reverb", where=Where(stems=("vocals", "bass"))))
    changes = patch(one, other)
    assert patched(one, changes) == other
    assert [(change.op, change.path) for change in changes] == [
        ("replace", "/steps/0"),
        ("replace", "/steps/1/where/stems/1"),
    ]
