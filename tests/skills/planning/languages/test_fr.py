"""French: what people type in it, and what comes of it; the lines are in fr.txt."""

from __future__ import annotations

import pytest

from skills.planning.languages import in_english
from skills.planning.languages.glossary import bare as _bare
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import comes_of, single

SINGLE = single("fr")


@pytest.mark.parametrize("words", SINGLE[::4])
def test_missing_accents_change_nothing(words: str) -> None:
    assert comes_of((_bare(words),)) == comes_of((words,))


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
