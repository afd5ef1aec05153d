"""What people type in each language, and what comes of it; the lines are in the file of the language."""

from __future__ import annotations

import pytest

from skills.planning.languages import language_of
from skills.planning.languages.glossary import LANGUAGES
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import Line, causes, comes_of, lines, single

LINES = [(language, *line) for language in LANGUAGES for line in lines(language)]
IDS = [f"{language} {' >> '.join(turns)}" for language, turns, _ in LINES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_lines_to_mean_something(language: str) -> None:
    assert len(lines(language)) >= 80


@pytest.mark.parametrize(("language", "turns", "wanted"), LINES, ids=IDS)
def test_what_is_typed_becomes_what_it_asks_for(language: str, turns: tuple[str, ...], wanted: str) -> None:
    assert comes_of(turns) == wanted


@pytest.mark.parametrize("line", [line[1:] for line in LINES][::2], ids=IDS[::2])
def test_every_step_names_words_that_were_typed(line: Line) -> None:
    for said in causes(line[0]):
        assert any(c.isalnum() for c in said)
        assert said == said.strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nearly_every_line_is_known_for_its_language(language: str) -> None:
    known = [language_of(normalise(words).plain).language for words in single(language)]
    assert known.count(language) >= 0.97 * len(known)


@pytest.mark.parametrize("words", [*single("es")[::4], *single("pt")[::4]])
def test_capitals_change_nothing(words: str) -> None:
    assert comes_of((words.upper(),)) == comes_of((words,))
