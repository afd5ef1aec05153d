"""Wishes, complaints and descriptions of the result ask for what the plain order asks for."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.planning.draft import Edit
from skills.planning.phrasing.phrased import phrased
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "wishes.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line]


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_wish_is_the_order_it_stands_for(words: str, wanted: str) -> None:
    answer = talked(words)[1]
    assert briefly(answer) == wanted
    assert isinstance(answer, Edit)
    assert all(
        words[s.start : s.end].strip() for op in answer.delta.ops if op.op != "keep" for s in op.because
    )


@pytest.mark.parametrize("words", [r[0] for r in ROWS])
def test_every_letter_of_the_order_has_a_place_in_the_wish(words: str) -> None:
    text = phrased(normalise(words))
    assert len(text.origin) == len(text.plain) + 1
    assert all(0 <= place <= len(words) for place in text.origin)


def test_a_correction_moves_an_effect_that_was_put_somewhere() -> None:
    assert briefly(talked("echo on the bass, i mean the guitar")[1]) == briefly(
        talked("echo on the guitar")[1]
    )
