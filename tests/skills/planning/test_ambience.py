"""Rain, crowds and waves: how loud they are to be never becomes the level of the song."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from audio_engine.plan import Effect
from skills.planning.draft import Edit
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "ambience.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line and not line.startswith("#")]
RISING = (
    ("rain gets louder", "whole"),
    ("the rain should get louder towards the end", "seconds"),
    ("slowly fade in the rain during the intro", "intro"),
    ("fade the rain in", "whole"),
    ("let the crowd grow louder in the chorus", "chorus"),
)


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_sound_gets_the_amount_that_was_asked_and_the_mix_stays(words: str, wanted: str) -> None:
    answer = talked(*words.split(" || "))[1]
    assert briefly(answer) == wanted
    assert isinstance(answer, Edit)
    assert not answer.leftover


def _only_step(words: str, *before: str) -> Any:
    answer = talked(*before, words)[1]
    assert isinstance(answer, Edit)
    steps = [op for op in answer.delta.ops if op.op != "remove"]
    assert len(steps) == 1
    return steps[0]


@pytest.mark.parametrize(("words", "part"), RISING, ids=[r[0] for r in RISING])
def test_a_sound_that_gets_louder_rises_there_and_nothing_else_does(words: str, part: str) -> None:
    step = _only_step(words)
    assert isinstance(step, Effect)
    assert step.where.part == part
    (move,) = step.moves
    assert move.knob == "noise_db"
    assert move.points[0].value < move.points[-1].value


@pytest.mark.parametrize("words", ["fade out the rain", "the rain gets quieter and quieter"])
def test_a_sound_that_was_added_can_fall_away(words: str) -> None:
    step = _only_step(words, "add rain")
    (move,) = step.moves
    assert step.name == "rain"
    assert move.points[0].value > move.points[-1].value
