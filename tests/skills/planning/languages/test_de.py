"""German: what people type in it, and what comes of it; the lines are in de.txt."""

from __future__ import annotations

import pytest

from skills.planning.languages import in_english
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.languages.lines import comes_of, single

SINGLE = single("de")


@pytest.mark.parametrize("words", SINGLE[::4])
def test_umlauts_without_dots_change_nothing(words: str) -> None:
    assert comes_of((words.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue"),)) == comes_of((words,))


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("das Schlagzeug in der ersten Strophe rausnehmen", "remove the drums in the first verse"),
        ("Gesangsspur leiser", "vocals quieter"),
        ("der Hall auf dem Gesang muss weg", "remove the reverb on the vocals"),
        ("Hall im 2. Refrain", "reverb in the chorus 2"),
        ("ab Sekunde 70", "from 70 seconds"),
        ("schneid den Schluss ab", "remove the end"),
        ("ab dem Refrain", "from the chorus"),
        ("nach h-Moll", "to b minor"),
        ("nach dem Refrain", "after the chorus"),
        ("dreh den Bass auf", "raise the bass"),
        ("wiederhole es dreimal", "loop it 3 times"),
        ("tempo hundertachtzehn", "tempo 118"),
        ("der Bass ist zu laut", "the bass too loud"),
        ("please remove Strophe zwei", "please remove verse 2"),
    ],
)
def test_words_are_put_where_english_has_them(words: str, english: str) -> None:
    assert in_english(normalise(words)).plain == english
