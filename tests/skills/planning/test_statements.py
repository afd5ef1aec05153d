"""Statements of how it should be, lists of settings and headings; the lines are in statements.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.planning.draft import Edit
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "statements.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line]


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_statement_becomes_the_steps_it_stands_for(words: str, wanted: str) -> None:
    answer = talked(words.replace(" / ", "\n"))[1]
    assert briefly(answer) == wanted
    assert isinstance(answer, Edit)
    assert not answer.leftover
