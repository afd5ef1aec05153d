"""`refrain plan`: what words would change, in conversations kept in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import skills
from skills.planning.talk import Talk
from skills.studio.conversation import read_conversation
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import plan
from tests.skills.studio_for_tests import make_studio


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Studio:
    folder = tmp_path_factory.mktemp("plan")
    return make_studio(folder / "home", folder / "sounds")


def planned(studio: Studio, words: str = "", **options: object) -> Reply:
    return plan.run(Request(word="plan", words=words, person="Mia", options=options), studio, Unwatched())


def test_a_plan_is_told_with_the_words_that_caused_each_step(studio: Studio) -> None:
    reply = planned(studio, "slow this to 80 bpm, keep the vocals, add lo-fi drums")
    assert reply.outcome == "done"
    assert [line.split("  ←")[0] for line in reply.data["explained"]] == [
        "tempo 120 → 80 BPM, pitch kept",
        "new lofi drums",
        "vocals stay audible",
    ]
    assert reply.data["planner"] == "rules"


def test_what_cannot_be_rendered_yet_is_planned_all_the_same(studio: Studio) -> None:
    reply = planned(studio, 'mash it up with "Paper Lanterns"')
    assert [op["op"] for op in reply.data["delta"]["ops"]] == ["mashup"]
    assert reply.data["songs"] == ["Paper Lanterns"]


def test_a_conversation_file_is_begun_kept_and_gone_on_with(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    planned(studio, "lofi at 82 with rain", conversation=file)
    reply = planned(studio, "lose the rain, same but 75", conversation=file)
    assert reply.data["changed"] == "Tempo is now 75 BPM instead of 82; the rain is gone."
    kept = read_conversation(file)
    assert isinstance(kept, Talk)
    assert [turn.words for turn in kept.turns] == ["lofi at 82 with rain", "lose the rain, same but 75"]
    assert [p.name for p in tmp_path.iterdir()] == ["talk.json"]


def test_a_text_file_of_prompts_is_read_in_order_and_stays_as_it_is(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text("# a remark\n80 bpm\n\nadd reverb\n", encoding="utf-8")
    reply = planned(studio, "undo", conversation=file)
    assert [step["op"] for step in reply.data["plan"]["steps"]] == ["tempo"]
    assert file.read_text(encoding="utf-8") == "# a remark\n80 bpm\n\nadd reverb\n"


def test_why_is_answered_from_what_was_said(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "talk.json"
    planned(studio, "make it dreamy", conversation=file)
    planned(studio, "80 bpm", conversation=file)
    reply = planned(studio, "why is it slower?", conversation=file)
    assert reply.data["because"] == ["The tempo is 80 BPM because you said “80 bpm” (turn 2)."]
    assert planned(studio, "what changed?", conversation=file).data["changed"].startswith("New: tempo")


def test_the_schema_of_a_plan_names_every_kind_of_step_and_the_shelves(studio: Studio) -> None:
    schema = planned(studio, schema=True).data
    kinds = {
        d["properties"]["op"]["const"] for d in schema["$defs"].values() if "op" in d.get("properties", {})
    }
    assert {"tempo", "cover", "mashup", "format", "transition", "mood"} <= kinds
    assert "rain" in json.dumps(schema)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{not json", "no conversation that Refrain has written"),
        (
            '{"turns": [{"words": "x", "delta": {"ops": [{"op": "tempo", "bpm": 9000}]}}]}',
            "differs at turns.0",
        ),
        ("[1, 2", "no conversation that Refrain has written"),
        ("", "no conversation that Refrain has written"),
    ],
)
def test_a_file_that_is_no_conversation_is_refused_and_left_as_it_is(
    studio: Studio, tmp_path: Path, content: str, told: str
) -> None:
    file = tmp_path / "talk.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        planned(studio, "80 bpm", conversation=file)
    assert file.read_text(encoding="utf-8") == content


@pytest.mark.parametrize("options", [{"planner": "oracle"}, {}])
def test_an_unknown_planner_and_no_words_are_one_sentence(studio: Studio, options: dict[str, str]) -> None:
    with pytest.raises(BadInput, match=r"planner|Say what to plan"):
        planned(studio, "80 bpm" if options else " ", **options)


def test_a_question_changes_nothing_and_is_no_edit(studio: Studio) -> None:
    reply = planned(studio, "what key is it in?")
    assert reply.outcome == "question"
    assert reply.data["answer"] == "question"


def test_what_is_never_planned_is_refused_and_what_cannot_be_rendered_is_told(studio: Studio) -> None:
    refused = planned(studio, "remove the credits")
    assert refused.outcome == "refused"
    assert "omit-credit" not in str(refused.blocks)
    assert "cannot render a cover" in str(planned(studio, "piano cover").blocks)


def test_too_many_words_and_broken_characters_are_one_sentence(studio: Studio) -> None:
    with pytest.raises(BadInput, match="at most 600 characters"):
        planned(studio, "a" * 601)
    request = Request(word="plan", words="caf\udce9 lofi", person="Mia")
    assert skills.answer(request, studio, Unwatched()).outcome == "done"
