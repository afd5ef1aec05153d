"""Mood words: every one of them is understood, goes up and down, and has a comparative."""

from __future__ import annotations

import pytest

from audio_engine import moods
from audio_engine.plan import Mood, Where
from skills.planning.answers import Edit
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.mood_words import comparative
from tests.skills.planning.songs import briefly, talked


def test_every_mood_word_is_known_to_the_lexicon() -> None:
    missing = [word for word in moods.words() if split(word) not in lexicon().phrases]
    assert missing == []


def test_most_mood_words_alone_make_the_moods_they_mean() -> None:
    words = moods.words()
    made = [word for word in words if _moods(f"make it {word}") == {n for n, _ in moods.meaning(word) or ()}]
    assert len(made) >= 0.75 * len(words), "the others name an effect or a style outright"


def _moods(words: str) -> set[str]:
    answer = talked(words)[1]
    return {op.name for op in answer.delta.ops if isinstance(op, Mood)} if isinstance(answer, Edit) else set()


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("make it warmer", "mood name=warmer"),
        ("make the vocals brighter", "mood name=brighter on vocals"),
        ("it is too bright", "mood name=darker"),
        ("too harsh", "mood name=smoother"),
        ("boost the treble", "mood name=brighter"),
        ("less warm", "mood name=colder amount=subtle"),
    ],
)
def test_a_mood_word_moves_the_sound_its_way(words: str, wanted: str) -> None:
    assert briefly(talked(words)[1]) == wanted


def test_more_and_less_of_a_mood_change_the_step_there_is() -> None:
    more = talked("make it warmer", "warmer")[1]
    assert briefly(more) == "replace #1 amount=heavy"
    less = talked("make it warmer", "less warm")[1]
    assert briefly(less) == "replace #1 amount=subtle"
    gone = talked("make it warmer", "remove the warm")[1]
    assert briefly(gone) == "remove #1"


def test_a_mood_keeps_to_its_place() -> None:
    answer = talked("make the bridge colder")[1]
    assert isinstance(answer, Edit)
    assert [op.where for op in answer.delta.ops if isinstance(op, Mood)] == [Where(part="bridge")]


@pytest.mark.parametrize(
    ("word", "more"),
    [("warm", "warmer"), ("gritty", "grittier"), ("big", "bigger"), ("pale", "paler"), ("crisp", "crisper")],
)
def test_comparatives_are_spelled_as_people_spell_them(word: str, more: str) -> None:
    assert comparative(word) == more
