"""Numbers as people say them, and the way back from plain text to what was typed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from skills.planning.vocabulary.normalise import normalise
from skills.planning.vocabulary.numbers import pieces
from skills.planning.vocabulary.typos import corrected

SAID = [
    ("one twenty eight", 128),
    ("one oh five", 105),
    ("a hundred and twenty", 120),
    ("two hundred thirty", 230),
    ("ninety-five", 95),
    ("one thousand two hundred", 1200),
    ("one point five", 1.5),
    ("one point two five", 1.25),
    ("two and a half", 2.5),
    ("minus two", -2),
    ("-9", -9),
    ("+3", 3),
    ("1,000", 1000),
    ("2,5", 2.5),
    ("1/4", 0.25),
    ("1½", 1.5),
    ("1:20", 80),
    ("12:05.5", 725.5),
]


@pytest.mark.parametrize(("words", "value"), SAID)
def test_a_spoken_number_has_its_value(words: str, value: float) -> None:
    (piece,) = pieces(normalise(words).plain)
    assert piece.value == pytest.approx(value)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_every_plain_character_knows_where_it_was_typed(words: str) -> None:
    text = normalise(words)
    assert len(text.origin) == len(text.plain) + 1
    assert list(text.origin) == sorted(text.origin)
    for piece in pieces(text.plain):
        start, end = text.original_span(piece.start, piece.end)
        assert 0 <= start < end <= len(words)


def test_signs_nobody_sees_do_not_hide_words() -> None:
    assert normalise("re\u200bverb").plain == "reverb"
    assert normalise("".join(chr(ord(c) + 0xFEE0) for c in "REVERB")).plain == "reverb"


@pytest.mark.parametrize(
    ("typed", "meant"), [("revreb", "reverb"), ("vocls", "vocals"), ("slwoer", "slower")]
)
def test_a_slip_is_mended(typed: str, meant: str) -> None:
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "word", ["horse", "tree", "mouse", "trips", "crowd", "pain", "never", "ladder", "xylophone"]
)
def test_a_word_of_its_own_is_not_mended(word: str) -> None:
    assert corrected(word) == word


def test_the_planner_loads_without_anything_heavy() -> None:
    heavy = "torch transformers scipy pedalboard librosa av"
    code = f"import sys, skills.planning.draft; print([m for m in {heavy.split()!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
