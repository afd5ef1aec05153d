"""The scoring of prompts: rows in, neutral operations and a report out."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from skills.planning.delta import Delta
from skills.planning.draft import Edit, draft
from skills.planning.talk import Talk, fold
from tests.evaluation import prompts
from tests.evaluation.neutral import step_of, told

ROWS = Path(__file__).parent / "rows"
needs_scorer = pytest.mark.skipif(
    not os.environ.get("REFRAIN_EVALUATION"), reason="REFRAIN_EVALUATION does not name the scorer's folder"
)
WORDS = [
    ("make it 96 bpm", {"op": "tempo", "bpm": 96.0}),
    ("mute the drums in the last chorus", {"op": "stem", "action": "mute", "where": {"at": "chorus last"}}),
    ("rain in the intro", {"op": "add", "what": "rain", "where": {"at": "intro"}}),
    ("replace the bass with a synth bass", {"op": "stem", "stem": "bass", "action": "replace"}),
    ("a riser before the drop", {"op": "add", "what": "riser", "where": {"at": "before drop"}}),
    ("no reverb", {"op": "effect", "name": "reverb", "amount": "off"}),
    ('mash it up with "Paper Lanterns"', {"op": "mashup", "with": "Paper Lanterns"}),
    ("piano cover", {"op": "cover", "instrument": "piano"}),
    ("what key is it in?", {"op": "question"}),
    ("tell me a joke", {"op": "refuse", "reason": "out-of-scope"}),
    ("make beyonce sing it", {"op": "refuse", "reason": "policy"}),
]


@pytest.mark.parametrize(("words", "wanted"), WORDS)
def test_a_plan_is_said_in_the_scorer_s_words(words: str, wanted: dict[str, object]) -> None:
    song = prompts.song_of({})
    ops = told(draft(words, Talk(), song), fold(Talk()), song, words)
    assert any(wanted.items() <= op.items() for op in ops), ops


STEPS = [
    {"op": "tempo", "bpm": 82},
    {"op": "style", "name": "lofi"},
    {"op": "add", "what": "rain"},
    {"op": "add", "what": "choir", "where": {"at": "chorus"}},
    {"op": "effect", "name": "delay", "amount": "heavy", "where": {"stem": "vocals"}},
    {"op": "effect", "name": "tapestop"},
    {"op": "section", "action": "remove", "target": "bridge"},
    {"op": "stem", "stem": "drums", "action": "mute", "where": {"at": "verse 1"}},
]


@pytest.mark.parametrize("op", STEPS)
def test_the_scorer_s_words_become_a_step_and_come_back(op: dict[str, object]) -> None:
    song = prompts.song_of({})
    step = step_of(op)
    assert step is not None
    ops = told(Edit(delta=Delta(ops=(step,))), fold(Talk()), song, "")
    assert len(ops) == 1
    assert op.items() <= ops[0].items()


def test_rows_are_many_each_with_an_id_of_its_own_and_a_third_is_held_back() -> None:
    tuned, held = (prompts.rows_of(ROWS / f"{name}.jsonl") for name in ("tuned", "held"))
    ids = [row["id"] for row in (*tuned, *held)]
    assert len(set(ids)) == len(ids) >= 600
    assert len(held) / len(ids) >= 0.3
    groups = {row["group"]: 0 for row in (*tuned, *held) if "group" in row}
    for row in (*tuned, *held):
        if "group" in row:
            groups[row["group"]] += 1
    assert min(groups.values()) >= 6
    assert not {r.get("group") for r in tuned if "group" in r} & {
        r.get("group") for r in held if "group" in r
    }


@needs_scorer
def test_the_report_counts_and_the_predictions_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"id": "1", "lang": "en", "tags": ["t"], "prompt": "make it 96 bpm", "group": "g",
         "expect": [{"op": "tempo", "bpm": 96}]},
        {"id": "2", "lang": "de", "tags": ["t"], "prompt": "setz es auf 96 bpm", "group": "g",
         "expect": [{"op": "tempo", "bpm": 96}]},
        {"id": "3", "lang": "en", "tags": ["u"], "prompt": "add reverb", "expect": [{"op": "undo"}]},
    ]  # fmt: skip
    file, out = tmp_path / "rows.jsonl", tmp_path / "out.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert prompts.main([str(file), "--predictions", str(out), "-v"]) == 0
    printed = capsys.readouterr().out
    assert "3 prompts: 66.7 % exact" in printed
    assert "1 of 1 groups give one answer" in printed
    assert "by language: en 1/2, de 1/1" in printed
    assert "3 add reverb" in printed
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [set(line) for line in written] == [{"id", "ops"}] * 3
    assert written[0]["ops"] == [{"op": "tempo", "bpm": 96.0}]


@needs_scorer
def test_the_public_prompts_are_understood_without_a_forbidden_edit() -> None:
    rules = prompts.scorer()
    rows = prompts.rows_of(Path(os.environ["REFRAIN_EVALUATION"]) / "prompts_dev.jsonl")
    report = rules.report(rows, {row["id"]: prompts.predicted(row)[0] for row in rows})
    assert report["forbidden"] == 0
    assert report["exact"] >= 0.95
