"""What cannot be done: named beside what can, and friendly words that ask for nothing."""

from __future__ import annotations

import pytest

from skills.planning.draft import Clarify, Edit, OutOfScope
from skills.planning.talk import fold
from skills.planning.talking.chat import consent
from skills.planning.unrendered import rendered_only
from tests.skills.planning.songs import briefly, song, talked

PARTLY = [
    ("C major, 92 bpm, lo-fi drums", "tempo bpm=92 | layer instrument=drums style=lofi", ("C major",)),
    ("90 bpm, and gradually higher", "tempo bpm=90", ("gradually higher",)),
    ("lofi and mash it up with Slow Honey", "style name=lofi", ("mash it up with Slow Honey",)),
    ("mash up with Fast Reverb, and make it 90 bpm", "tempo bpm=90", ("mash up with Fast Reverb",)),
]


@pytest.mark.parametrize(("words", "wanted", "leftover"), PARTLY)
def test_an_impossible_clause_is_named_and_the_others_are_done(
    words: str, wanted: str, leftover: tuple[str, ...]
) -> None:
    answer = rendered_only(talked(words)[1], words, song())
    assert isinstance(answer, Edit)
    assert briefly(answer) == wanted
    assert answer.leftover == leftover


@pytest.mark.parametrize(
    "words",
    [
        "make it C major",
        "mash it up with Slow Honey",
        "turn it into a major key",
        "gradually raise the pitch",
    ],
)
def test_an_impossible_wish_alone_is_refused_as_not_yet(words: str) -> None:
    answer = rendered_only(talked(words)[1], words, song())
    assert isinstance(answer, OutOfScope)
    assert answer.kind == "not-yet"


def test_a_fade_goes_gradually_anyway() -> None:
    assert briefly(talked("gradually fade out")[1]) == "fade side=out seconds=4"


@pytest.mark.parametrize(
    "words", ["thanks", "thank you so much", "ok", "ok cool", "hello", "Hey there!", "love it", "thx bro"]
)
def test_friendly_words_are_answered_and_edit_nothing(words: str) -> None:
    answer = talked("add reverb", words)[1]
    assert isinstance(answer, Edit)
    assert answer.delta.ops == ()
    assert "Tell me what to change" in answer.note


def test_an_edit_after_friendly_words_is_still_made() -> None:
    assert briefly(talked("thanks, now add reverb")[1]) == "effect name=reverb"


@pytest.mark.parametrize("words", ["more interesting", "mute everything"])
def test_what_may_mean_many_things_is_asked_back(words: str) -> None:
    assert isinstance(talked(words)[1], Clarify)


@pytest.mark.parametrize(
    "words",
    [
        "play Slow Honey instead",
        "make it sound like Slow Honey",
        "like Fast Car",
        "in the style of Loud Pipes",
    ],
)
def test_the_name_of_a_song_is_no_edit(words: str) -> None:
    assert not isinstance(talked(words)[1], Edit)


def test_an_order_before_a_strange_word_is_still_an_edit() -> None:
    assert briefly(talked("slow dis down")[1]) == "tempo ratio=0.9"


@pytest.mark.parametrize("words", ["eq out the low end", "cut the low end"])
def test_the_low_end_is_cut_by_a_highpass(words: str) -> None:
    assert briefly(talked(words)[1]) == "effect name=highpass"


def test_a_tempo_that_was_said_is_no_choice_any_more() -> None:
    words = "make it 96 bpm"
    talk, answer = talked("a bit faster", "a bit more", words)
    assert isinstance(answer, Edit)
    assert fold(talk.then(words, answer.delta)).steps[0].assumed == ()


CONSENT = [
    ("yes", True), ("yeah do it", True), ("ok, go ahead", True), ("sounds good!", True),
    ("no", False), ("nah leave it", False), ("cancel that please", False), ("ok no", False),
    ("yes but slower", None), ("no drums", None), ("thanks", None), ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "agreed"), CONSENT)
def test_a_plain_yes_or_no_is_an_answer_and_anything_more_is_not(words: str, agreed: bool | None) -> None:
    assert consent(words) is agreed
