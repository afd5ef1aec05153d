"""Lists of wishes, parts that are only named, short orders and numbers taken back, as people type them."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.planning.draft import Edit
from skills.planning.vocabulary.typos import corrected
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "listed.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line]


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_every_wish_of_a_list_is_done(words: str, wanted: str) -> None:
    assert briefly(talked(words)[1]) == wanted


@pytest.mark.parametrize("words", [r[0] for r in ROWS])
def test_no_step_is_caused_by_words_that_were_not_typed(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Edit)
    for op in answer.delta.ops:
        spans = op.keep.because if op.op == "keep" else op.because
        assert spans
        assert all(words[s.start : s.end].strip() for s in spans)


def test_of_two_words_as_near_a_slip_is_always_the_same_one() -> None:
    assert corrected("tunr") == "turn"


@pytest.mark.parametrize("words", ["no drums, bass", "mute the pad and the choir", "the pad is too loud"])
def test_a_part_that_something_else_is_done_to_is_not_added(words: str) -> None:
    answer = talked(words)[1]
    ops = answer.delta.ops if isinstance(answer, Edit) else ()
    assert not any(op.op == "layer" for op in ops)
