"""What is wanted instead of what, by how much, and why; the lines are in measures.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.planning.phrasing.gerunds import without_gerunds
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "measures.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line and not line.startswith("#")]


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_sentence_comes_to_what_it_asks(words: str, wanted: str) -> None:
    assert briefly(talked(*words.split(" || "))[1]) == wanted


def test_an_order_said_with_while_is_one_more_order_and_keeps_where_it_was_typed() -> None:
    text = without_gerunds(normalise("lower the bass while raising the vocals"))
    assert text.plain == "lower the bass and raise the vocals"
    start = text.plain.index("vocals")
    assert text.original_span(start, start + 6) == (33, 39)


@pytest.mark.parametrize(
    "words", ["mute the strings", "the song is boring", "during the evening", "while they sing"]
)
def test_other_words_in_ing_stay(words: str) -> None:
    assert without_gerunds(normalise(words)).plain == words
