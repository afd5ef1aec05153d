"""What is unclear, and the questions back with options that can be typed."""

from __future__ import annotations

import pytest

from skills.planning.draft import Clarify, Edit, draft
from skills.planning.talk import Talk
from tests.skills.planning.songs import briefly, song, talked

CLARIFIED = [
    ("faster and slower", "contradiction"),
    ("vocals louder and vocals quieter", "contradiction"),
    ("mute the vocals and keep the vocals", "contradiction"),
    ("add reverb but no reverb", "contradiction"),
    ("change the speed", "how-much"),
    ("mute the vocals but keep them in the chorus", "contradiction"),
    ("set tempo to 9999", "how-much"),
    ("pitch it up 40 semitones", "how-much"),
    ("make it 3 hours long", "how-much"),
    ("-2 LUFS", "how-much"),
    ("fade out over 500 seconds", "how-much"),
    ("drop the breakdown", "which-part"),
    ("loop the fifth chorus", "which-part"),
    ("mute bar 900", "which-part"),
    ("add reverb after 9:00", "which-part"),
    ("keep the chorus", "which-part"),
    ("the vocals", "what"),
    ("drop the beat in the last chorus", "what"),
    ("make it mono below 100 Hz", "what"),
    ("more swing", "what"),
    ("swing the drums a bit", "what"),
    ("clean up the vocals", "what"),
    ("no hi-hats", "what"),
    ("without the kick", "what"),
    ("mute the snare in the chorus", "what"),
    ("brighter but only the hihats", "what"),
    ("set tempo to -5 bpm", "how-much"),
    ("make it sound like Daft Punk", "what"),
    ("make it better", "what"),
    ("", "what"),
]


@pytest.mark.parametrize(("words", "about"), CLARIFIED)
def test_what_is_unclear_is_asked_back(words: str, about: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Clarify)
    assert answer.about == about


def test_a_section_the_song_lacks_names_the_sections_it_has() -> None:
    answer = draft("drop the bridge", Talk(), song(form=("verse", "chorus", "verse")))
    assert isinstance(answer, Clarify)
    assert "verse, chorus" in answer.sentence
    assert answer.options == ("drop the verse", "drop the chorus")


def test_a_stem_the_song_lacks_names_the_stems_it_has() -> None:
    answer = draft("mute the piano", Talk(), song(stems=("vocals", "drums")))
    assert isinstance(answer, Clarify)
    assert answer.options == ("mute the vocals", "mute the drums")


@pytest.mark.parametrize(
    "words", [w for w, _ in CLARIFIED] + ["drop the prechorus", "more", "change the key"]
)
def test_every_option_can_be_typed_and_is_understood(words: str) -> None:
    answer = talked(words)[1]
    assert isinstance(answer, Clarify)
    assert len(answer.options) <= 4
    for option in answer.options:
        assert isinstance(talked(option)[1], Edit), option


@pytest.mark.parametrize(
    ("bpm", "words", "options"),
    [
        (72.0, "speed it up to 60 bpm", ("60 bpm", "120 bpm", "a bit faster")),
        (72.0, "slow it down to 120 bpm", ("120 bpm", "60 bpm", "a bit slower")),
        (177.0, "speed it up to 100 bpm", ("100 bpm", "200 bpm", "a bit faster")),
        (300.0, "speed it up to 250 bpm", ("250 bpm", "a bit faster")),
    ],
)
def test_a_tempo_on_the_other_side_than_asked_is_asked_back(
    bpm: float, words: str, options: tuple[str, ...]
) -> None:
    answer = draft(words, Talk(), song(bpm=bpm))
    assert isinstance(answer, Clarify)
    assert f"than now ({bpm:g} BPM)" in answer.sentence
    assert answer.options == options


def test_a_loop_too_often_names_the_limit() -> None:
    answer = talked("loop the chorus 1000 times")[1]
    assert isinstance(answer, Clarify)
    assert "2 to 16" in answer.sentence


def test_the_second_one_picks_the_second_option() -> None:
    assert briefly(talked("drop the breakdown", "the second one")[1]) == "sections action=drop @verse"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("trap without the hi-hats", "one drum out of the kit"),
        ("snare louder", "all of them"),
        ("swap the reverb for delay", "no reverb"),
    ],
)
def test_a_note_says_what_was_not_done_as_it_was_said(words: str, told: str) -> None:
    answer = draft(words, Talk(), song())
    assert isinstance(answer, Edit)
    assert told in answer.note
