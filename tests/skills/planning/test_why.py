"""Why something is there: the words and the turn that caused it, and what was only assumed."""

from __future__ import annotations

import pytest

from skills.planning.answers import Question
from skills.planning.telling.why import why
from tests.skills.planning.songs import song, talked

ANSWERS = [
    (("make it 80 bpm", "make it dreamy", "why the reverb?"),
     "The reverb is there because you said “make it dreamy” (turn 2); its amount is my assumption."),
    (("make it 80 bpm", "add heavy reverb", "why is it slower?"),
     "The tempo is 80 BPM because you said “make it 80 bpm” (turn 1)."),
    (("lofi", "why is there vinyl noise?"),
     "The vinyl comes with “lofi”, which is there because you said “lofi” (turn 1)."),
    (("mute the drums", "add heavy reverb", "why are the drums gone?"),
     "The drums are muted because you said “mute the drums” (turn 1)."),
    (("vocals up 3 db", "why are the vocals so loud?"),
     "The vocals are 3 dB louder because you said “vocals up 3 db” (turn 1)."),
    (("add heavy reverb", "lose the reverb", "why is the reverb gone?"),
     "“heavy reverb” is gone because you said “lose the reverb” (turn 2)."),
    (("make it 80 bpm", "mute the drums", "why did you do that?"),
     "The drums are muted because you said “mute the drums” (turn 2)."),
    (("drop the intro", "how come the intro is gone?"),
     "There is “the intro left out” because you said “drop the intro” (turn 1)."),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "told"), ANSWERS, ids=[t[0][-1] for t in ANSWERS])
def test_every_reason_names_the_words_and_the_turn(turns: tuple[str, ...], told: str) -> None:
    talk, answer = talked(*turns)
    assert isinstance(answer, Question), "asking why changes nothing"
    assert answer.topic == "changes"
    assert why(turns[-1], talk, song()) == (told,)


def test_one_sentence_is_said_for_each_step_of_a_change() -> None:
    talk, _ = talked("make it 80 bpm and mute the drums", "why did you do that?")
    assert [s.split(" because")[0] for s in why("why did you do that?", talk, song())] == [
        "The tempo is 80 BPM",
        "The drums are muted",
    ]


def test_what_nobody_asked_for_is_the_songs_own() -> None:
    talk, _ = talked("add reverb", "why is there a flanger?")
    assert why("why is there a flanger?", talk, song()) == (
        "No step of this remix has to do with that; it is so in the song itself.",
    )


def test_an_untouched_song_has_no_reasons() -> None:
    talk, _ = talked("why is it slower?")
    assert why("why is it slower?", talk, song()) == (
        "Nothing has been changed yet: this is the song as it is.",
    )


def test_words_that_do_not_ask_why_get_no_reasons() -> None:
    talk, _ = talked("add reverb", "what did you change?")
    assert why("what did you change?", talk, song()) == ()
