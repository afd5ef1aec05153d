"""French: what people type in it, and what comes of it; the lines are in fr.txt."""

from __future__ import annotations

import pytest

from skills.planning.languages import in_english, language_of
from skills.planning.languages.glossary import bare as _bare
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import causes, comes_of, lines

LINES = lines("fr")
SINGLE = [turns[0] for turns, _ in LINES if len(turns) == 1]


def test_there_are_enough_lines_to_mean_something() -> None:
    assert len(LINES) >= 120


@pytest.mark.parametrize(("turns", "wanted"), LINES, ids=[" >> ".join(t) for t, _ in LINES])
def test_what_is_typed_becomes_what_it_asks_for(turns: tuple[str, ...], wanted: str) -> None:
    assert comes_of(turns) == wanted


@pytest.mark.parametrize("turns", [t for t, _ in LINES][::2], ids=[" >> ".join(t) for t, _ in LINES][::2])
def test_every_step_names_words_that_were_typed(turns: tuple[str, ...]) -> None:
    for said in causes(turns):
        assert any(c.isalnum() for c in said)
        assert said == said.strip()


@pytest.mark.parametrize("words", SINGLE[::4])
def test_missing_accents_change_nothing(words: str) -> None:
    assert comes_of((_bare(words),)) == comes_of((words,))


def test_nearly_every_line_is_known_for_its_language() -> None:
    known = [language_of(normalise(words).plain).language for words in SINGLE]
    assert known.count("fr") >= 0.97 * len(known)


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("ralentis de 15 %", "slower by 15 %"),
        ("de 0:30 à 1:00", "from 0:30 to 1:00"),
        ("ajoute de la réverb", "add reverb"),
        ("la réverb de la voix", "the reverb of vocals"),
        ("les 10 dernières secondes", "the last 10 seconds"),
        ("boucle le refrain final", "loop the last chorus"),
        ("une batterie lofi", "a lofi drums"),
        ("monte un peu la voix", "up the vocals a bit"),
        ("mets 90 bpm", "make it 90 bpm"),
        ("mets de l'écho", "add delay"),
        ("boucle le pont quatre fois", "loop the bridge 4 times"),
        ("jusqu'à la minute 2", "until the 2 minutes"),
        ("en fa dièse mineur", "in f# minor"),
        ("make it slower et baisse la batterie", "make it slower and down the drums"),
    ],
)
def test_words_are_put_where_english_has_them(words: str, english: str) -> None:
    assert in_english(normalise(words)).plain == english
