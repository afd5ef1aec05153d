"""Sentence forms that go another way about it: one order in many forms comes to one and the same step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from skills.planning.draft import Clarify, Edit
from skills.planning.phrasing.further import further
from skills.planning.phrasing.phrased import phrased
from skills.planning.vocabulary.normalise import normalise
from tests.skills.planning.songs import briefly, talked

LINES = (Path(__file__).parent / "phrased.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(line.split(" => ")) for line in LINES if " => " in line and not line.startswith("#")]


@pytest.mark.parametrize(("words", "wanted"), ROWS, ids=[r[0] for r in ROWS])
def test_a_sentence_comes_to_the_order_it_stands_for(words: str, wanted: str) -> None:
    assert briefly(talked(*words.split(" || "))[1]) == wanted


@pytest.mark.parametrize("words", [r[0] for r in ROWS if " || " not in r[0]])
def test_every_step_is_caused_by_words_that_were_typed(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Edit)
    for op in answer.delta.ops:
        cause: Any = op.keep if op.op == "keep" else op
        spans = cause.because
        assert spans
        assert all(words[s.start : s.end].strip() for s in spans)


@pytest.mark.parametrize(
    "words", ["make it lofi", "add reverb to the vocals", "mute the drums in the bridge", ""]
)
def test_plain_orders_stay_as_they_were_typed(words: str) -> None:
    assert phrased(normalise(words)) == normalise(words)
    assert further(words) == words


def test_words_in_a_new_order_keep_the_places_where_they_were_typed() -> None:
    typed = "Verse 2 and the bridge should trade places"
    text = phrased(normalise(typed))
    start = text.plain.index("bridge")
    assert typed[slice(*text.original_span(start, start + len("bridge")))] == "bridge"
    assert len(text.origin) == len(text.plain) + 1


def test_a_contradiction_about_it_is_asked_back() -> None:
    answer = talked("the singing has to go and it also needs to be 3 db louder")[1]
    assert briefly(answer) == "Clarify"


AGAINST = (
    "make it completely lofi and completely metal",
    "only jazz and only metal at the same time",
    "style: acoustic only. style: 8bit only. whole song.",
    "can the full song run at both 90 and 140 bpm simultaneously?",
)
LATER = ("1st chorus: start it 4 bars later", "push the first chorus back 4 bars", "chorus 4 bars later")


@pytest.mark.parametrize("words", [*AGAINST, *LATER])
def test_what_cannot_be_both_or_has_two_readings_is_asked_back(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Clarify)
    assert answer.about == ("contradiction" if words in AGAINST else "how-much")
