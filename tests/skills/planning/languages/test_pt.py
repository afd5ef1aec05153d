"""Portuguese: what people type in it, and what comes of it; the lines are in pt.txt."""

from __future__ import annotations

import pytest

from skills.planning.languages import language_of
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import causes, comes_of, lines

LINES = lines("pt")
SINGLE = [turns[0] for turns, _ in LINES if len(turns) == 1]


def test_there_are_enough_lines_to_mean_something() -> None:
    assert len(LINES) >= 80


@pytest.mark.parametrize(("turns", "wanted"), LINES, ids=[" >> ".join(t) for t, _ in LINES])
def test_what_is_typed_becomes_what_it_asks_for(turns: tuple[str, ...], wanted: str) -> None:
    assert comes_of(turns) == wanted


@pytest.mark.parametrize("turns", [t for t, _ in LINES], ids=[" >> ".join(t) for t, _ in LINES])
def test_every_step_names_words_that_were_typed(turns: tuple[str, ...]) -> None:
    for said in causes(turns):
        assert any(c.isalnum() for c in said)
        assert said == said.strip()


@pytest.mark.parametrize("words", SINGLE[::4])
def test_capitals_change_nothing(words: str) -> None:
    assert comes_of((words.upper(),)) == comes_of((words,))


def test_nearly_every_line_is_known_for_its_language() -> None:
    known = [language_of(normalise(words).plain).language for words in SINGLE]
    assert known.count("pt") >= 0.97 * len(known)
