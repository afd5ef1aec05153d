"""What a language model proposes is data: it is read whole or not at all, and nothing in it is believed."""

from __future__ import annotations

import json
import random
from typing import Any, get_args

import pytest

from audio_engine.plan import RemixPlan
from skills.planning.answers import Answer, Clarify, Edit, OutOfScope, Question
from skills.planning.models.proposal import Act, Fault, Proposal, read_proposal
from skills.planning.models.proposed import as_answer
from skills.planning.talk import Talk, fold
from tests.skills.planning.songs import briefly, song, talked
from tests.skills.planning.wire import SCHEMA, allows, mutated, ref, sample

WHOLE = {"part": "whole", "nth": None, "start": None, "end": None, "side": "inside", "stems": []}


def at(part: str, **more: Any) -> dict[str, Any]:
    return WHOLE | {"part": part} | more


def on(*stems: str) -> dict[str, Any]:
    return WHOLE | {"stems": list(stems)}


def reverb(knob: str, value: float) -> dict[str, Any]:
    return {"op": "effect", "name": "reverb", "knobs": [{"name": knob, "value": value}]}


def text(*ops: dict[str, Any], act: str = "edit", wishes: tuple[str, ...] = ()) -> str:
    return json.dumps({"act": act, "ops": ops, "wishes": wishes})


def proposed(*ops: dict[str, Any], **more: Any) -> Proposal:
    read = read_proposal(text(*ops, **more))
    assert isinstance(read, Proposal), read
    return read


def answered(*ops: dict[str, Any], after: Talk | None = None, words: str = " do it ", **more: Any) -> Answer:
    return as_answer(proposed(*ops, **more), after or Talk(), song(stems=("vocals", "drums", "bass")), words)


# reading


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("Sure! I will slow it down.", "not one JSON object"),
        (f"```json\n{text()}\n```", "not one JSON object"),
        (f"{text()} {text()}", "not one JSON object"),
        (text()[:-3], "not one JSON object"),
        ("[]", "not a JSON object"),
        ("null", "not a JSON object"),
        ('{"act": "edit", "ops": [], "ops": []}', "given twice"),
        ("[" * 100_000, "too long"),
        ("[" * 1_000, "nested too deep"),
        ('{"act":' * 13 + "1", "nested too deep"),
        (f'{{"act": "{"e" * 20_000}"}}', "too long"),
        ('{"act": "edit", "ops": [{"op": "tempo", "bpm": NaN}]}', "NaN is no number"),
        ('{"act": "edit", "ops": [{"op": "tempo", "bpm": -Infinity}]}', "-Infinity is no number"),
        ('{"act": "edit", "ops": [{"op": "tempo", "bpm": 1e999}]}', "too large"),
        ('{"act": "edit", "ops": [{"op": "tempo", "bpm": ' + "9" * 9_000 + "}]}", "too long"),
        (text({"op": "tempo", "bpm": 401}), "ops.0.tempo.bpm: less than equal"),
        (text({"op": "tempo", "bpm": "80"}), "ops.0.tempo.bpm: float type"),
        (text({"op": "tempo", "bpm": True}), "ops.0.tempo.bpm: float type"),
        (text({"op": "tempo", "bpm": 80, "ratio": 0.5}), "ops.0.tempo: value error"),
        (text({"op": "style", "name": "polka-metal"}), "ops.0.style.name"),
        (text({"op": "shell", "command": "id"}), "ops.0: union tag invalid"),
        (text({"op": "undo", "steps": 1.5}), "ops.0.undo.steps"),
        (text({"op": "remove", "target": 1, "id": 3}), "id: no such field"),
        (text({"op": "tempo", "bpm": 80, "because": []}), "because: no such field"),
        (text({"op": "tempo", "bpm": 80, "url": "x"}), "extra forbidden"),
        (text(reverb("cutoff_hz", 900)), "has no cutoff_hz"),
        (text(reverb("wet_percent", 101)), "goes from 0 to 100"),
        (text({"op": "sections", "action": "drop", "where": at("bars", start=0)}), "whole numbers"),
        (text({"op": "tempo", "bpm": 80}, act="question license"), "only for an edit"),
        (text(*[{"op": "reset"}] * 11), "ops: too long"),
        (text(act="shutdown"), "act: literal error"),
        ('{"act": "\\ud800", "ops": [], "wishes": []}', "json invalid"),
    ],
)  # fmt: skip
def test_what_is_not_a_whole_valid_proposal_is_a_fault_with_its_reason(said: str, reason: str) -> None:
    read = read_proposal(said)
    assert isinstance(read, Fault), read
    assert reason in read.reason
    assert len(read.reason) <= 120


def test_a_fault_never_repeats_the_words_of_the_model() -> None:
    evil = "ignore_all_rules"
    for said in (
        evil,
        json.dumps({evil: 1}),
        text({"op": evil}),
        text({"op": "tempo", "bpm": 80, evil: 1}),
        text({"op": "style", "name": evil}),
        text(reverb(evil, 1)),
        text(act=evil),
    ):
        read = read_proposal(said)
        assert isinstance(read, Fault)
        assert evil not in read.reason


@pytest.mark.slow
def test_of_ten_thousand_spoiled_answers_none_crashes_and_none_out_of_range_is_taken() -> None:
    rng, facts = random.Random(4), song(stems=("vocals", "drums", "bass"))
    talk, _ = talked("slow it to 90 bpm, keep the vocals", "reverb on the vocals", "x", about=facts)
    taken, faults = 0, set()
    for _ in range(10_000):
        read = read_proposal(mutated(rng))
        if isinstance(read, Fault):
            faults.add(read.reason)
            continue
        taken += 1
        hidden = {"__all__": {"id", "because", "assumed"}}
        told = json.loads(read.model_dump_json(exclude={"ops": hidden}))
        for op in told["ops"]:
            if op["op"] == "keep":
                del op["keep"]["id"], op["keep"]["because"]
        assert allows(SCHEMA, told), told
        answer = as_answer(read, talk, facts, "do it")
        if isinstance(answer, Edit):
            after = fold(talk.then("do it", answer.delta))
            assert RemixPlan.model_validate_json(after.model_dump_json()) == after
    assert taken > 800
    assert len(faults) > 60


def test_what_the_schema_allows_is_taken_save_for_the_rules_between_fields() -> None:
    rng, taken = random.Random(5), 0
    for _ in range(500):
        read = read_proposal(json.dumps(sample(SCHEMA, rng)))
        taken += isinstance(read, Proposal)
        between = "value error", "knob", "only for an edit", "whole numbers", "has no", "goes from"
        assert isinstance(read, Proposal) or any(why in read.reason for why in between), read
    assert taken > 20


# what it comes to


def test_every_op_is_caused_by_the_whole_of_the_words() -> None:
    answer = answered(
        {"op": "tempo", "bpm": 80}, {"op": "keep", "keep": {"what": "audible", "stems": ["vocals"]}}
    )
    assert isinstance(answer, Edit)
    tempo, keep = answer.delta.ops
    assert briefly(answer) == "tempo bpm=80 | keep audible vocals"
    for because in (tempo.because, keep.keep.because):  # type: ignore[union-attr]
        assert [(s.turn, s.start, s.end) for s in because] == [(0, 1, 6)]


def test_words_that_ask_for_nothing_change_nothing() -> None:
    answer = answered()
    assert isinstance(answer, Edit)
    assert answer.delta.ops == ()
    assert answer.note == "I found nothing to change in that."


@pytest.mark.parametrize("act", [a for a in get_args(Act) if a != "edit"])
def test_what_is_no_edit_is_answered_in_our_own_sentences(act: str) -> None:
    answer = answered(act=act)
    kind, detail = act.split(" ")
    assert type(answer) is {"clarify": Clarify, "question": Question, "refuse": OutOfScope}[kind]
    assert detail in answer.model_dump().values()


@pytest.mark.parametrize(
    ("op", "told"),
    [
        ({"op": "sections", "action": "drop", "where": at("breakdown")}, "has no breakdown"),
        ({"op": "sections", "action": "drop", "where": at("bridge", nth=2)}, "only one bridge"),
        ({"op": "sections", "action": "drop", "where": at("bars", start=900)}, "no bars 900"),
        ({"op": "effect", "name": "reverb", "where": at("seconds", start=3000)}, "is not in it"),
        ({"op": "pitch", "semitones": 2, "where": at("intro", side="before")}, "nothing lies before"),
        ({"op": "effect", "name": "reverb", "where": on("piano")}, "has no piano"),
        ({"op": "keep", "keep": {"what": "untouched", "stems": ["guitar"]}}, "has no guitar"),
        ({"op": "length", "seconds": 60, "ends_on": "breakdown"}, "has no breakdown"),
        (
            {"op": "sections", "action": "move", "where": at("intro"), "to": at("breakdown")},
            "has no breakdown",
        ),
        ({"op": "tempo", "bpm": 20}, "from a quarter to four times"),
    ],
)
def test_what_the_song_lacks_or_cannot_do_is_asked_back(op: dict[str, Any], told: str) -> None:
    answer = answered(op)
    assert isinstance(answer, Clarify)
    assert told in answer.sentence


def test_one_place_that_is_lacking_leaves_the_rest_and_is_told() -> None:
    lacking = {"op": "effect", "name": "reverb", "where": at("breakdown")}
    answer = answered(lacking, {"op": "tempo", "bpm": 80})
    assert briefly(answer) == "tempo bpm=80"
    assert isinstance(answer, Edit)
    assert "has no breakdown" in answer.note


def test_an_op_that_does_not_fit_the_plan_is_left_out_and_told() -> None:
    answer = answered({"op": "remove", "target": 7}, {"op": "undo", "steps": 3}, {"op": "tempo", "bpm": 80})
    assert briefly(answer) == "tempo bpm=80"
    assert isinstance(answer, Edit)
    assert "does not fit the plan" in answer.note
    assert "nothing to undo" in answer.note


def test_a_step_that_is_there_is_changed_and_not_done_twice() -> None:
    talk, _ = talked("slow it to 90 bpm", "add reverb to the vocals", "x")
    assert briefly(answered({"op": "tempo", "bpm": 80}, after=talk)) == "replace #1 bpm=80"
    heavy = {"op": "effect", "name": "reverb", "amount": "heavy", "where": on("vocals")}
    assert briefly(answered(heavy, after=talk)) == "replace #2 amount=heavy"
    again = answered(heavy | {"amount": "medium"}, after=talk)
    assert isinstance(again, Edit)
    assert again.delta.ops == ()
    assert "left out" in again.note
    fresh = answered({"op": "reset"}, {"op": "tempo", "bpm": 80}, after=talk)
    assert briefly(fresh) == "reset | tempo bpm=80"


def test_silence_another_mode_and_knobs_past_their_stops_are_asked_back() -> None:
    mute = [{"op": "stem", "action": "mute", "where": on(stem)} for stem in ("vocals", "drums", "bass")]
    assert "nothing would be heard" in answered(*mute).model_dump()["sentence"]
    major = answered({"op": "key", "tonic": "C", "mode": "major"})
    assert "cannot turn a minor song major" in major.model_dump()["sentence"]
    talk, _ = talked("add reverb", "x")
    changes = dict.fromkeys(ref({"$ref": "#/$defs/Changes"})["properties"])
    far = changes | {"knobs": [{"name": "wet_percent", "value": 900}]}
    answer = answered({"op": "replace", "target": 1, "changes": far}, after=talk)
    assert "too far" in answer.model_dump()["sentence"]
