"""What people type, line by line, and what comes of it; the lines are in prompts.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from audio_engine.plan import RemixPlan
from skills.planning.draft import Edit
from skills.planning.talk import fold
from tests.skills.planning.songs import briefly, song, talked

LINES = (Path(__file__).parent / "prompts.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line and not line.startswith("#")]


def test_there_are_enough_prompts_to_mean_something() -> None:
    assert len(ROWS) >= 120


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_prompt_becomes_the_steps_it_asks_for(words: str, wanted: str) -> None:
    assert briefly(talked(words)[1]) == wanted


@pytest.mark.parametrize("words", [r[0] for r in ROWS])
def test_every_span_points_at_words_that_were_typed(words: str) -> None:
    talk, answer = talked(words)
    assert isinstance(answer, Edit)
    for item in [*fold(talk.then(words, answer.delta)).steps, *fold(talk.then(words, answer.delta)).keep]:
        assert item.because, "a step nobody asked for"
        for span in item.because:
            said = words[span.start : span.end]
            assert said
            assert said == said.strip()
            assert any(c.isalnum() for c in said)


@pytest.mark.parametrize("words", [r[0] for r in ROWS[::7]])
def test_a_drafted_plan_survives_json(words: str) -> None:
    talk, answer = talked(words)
    assert isinstance(answer, Edit)
    plan = fold(talk.then(words, answer.delta))
    assert RemixPlan.model_validate_json(plan.model_dump_json()) == plan


@pytest.mark.parametrize("words", [r[0] for r in ROWS[::5]])
def test_capitals_and_politeness_change_nothing(words: str) -> None:
    plain = briefly(talked(words)[1])
    assert briefly(talked(words.upper())[1]) == plain
    assert briefly(talked(f"hey, please {words}, thanks!")[1]) == plain


@pytest.mark.parametrize("words", [r[0] for r in ROWS[::9]])
def test_the_title_of_a_song_is_no_part_of_what_is_read(words: str) -> None:
    assert "title" not in type(song()).model_fields
    assert talked(words)[1] == talked(words)[1]
