"""What nobody can do is left out with a sentence, and the rest is done; else it is asked back."""

from __future__ import annotations

import pytest

from skills.planning.answers import Clarify, Edit, OutOfScope
from skills.planning.draft import draft
from skills.planning.talk import Talk
from skills.planning.unrendered import rendered_only
from skills.words.plan import any_song

SONG = any_song()
COVER = "I understood, but cannot render a cover on other instruments yet."
MASHUP = "I understood, but cannot render a mash-up with another song yet."
DOG = "I know no dog in this song; its stems are vocals, drums, bass, other."


def planned(words: str) -> tuple[list[str], tuple[str, ...], str]:
    """The kinds of step of a remix that is to be rendered, what was left out, and the note."""
    answer = rendered_only(draft(words, Talk(), SONG, rendered=True), words, SONG)
    assert isinstance(answer, Edit), answer
    return [op.op for op in answer.delta.ops], answer.leftover, answer.note


def test_a_thing_that_nobody_knows_is_left_out_with_the_reason_and_the_rest_is_done() -> None:
    words = "130 bpm, swap the verse and the bridge, autotune the dog and set the color to purple"
    assert planned(words) == (["tempo", "sections"], ("autotune", "dog", "color", "purple"), DOG)
    assert planned("slow it to 80 and make the banjo louder")[0] == ["tempo"]


def test_where_nothing_else_is_asked_it_is_asked_back() -> None:
    answer = draft("autotune the dog", Talk(), SONG, rendered=True)
    assert answer == Clarify(about="which-stem", sentence=DOG)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("130 bpm, make it a cover in French", COVER),
        ("130 bpm, make it a cover", COVER),
        ("130 bpm, piano cover", COVER),
        ("130 bpm and mash it up with another song", MASHUP),
        ("130 bpm, compose a new melody", "I understood, but cannot render new material yet."),
    ],
)
def test_what_cannot_be_played_is_no_question_and_keeps_nothing_else_from_being_done(
    words: str, note: str
) -> None:
    kinds, _, told = planned(words)
    assert (kinds, told) == (["tempo"], note)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [("make it a cover", COVER), ("mash it up", MASHUP), ("add the drums from another song", MASHUP)],
)
def test_alone_it_is_told_in_a_sentence_and_a_plan_that_nobody_renders_may_ask_for_it(
    words: str, sentence: str
) -> None:
    assert draft(words, Talk(), SONG, rendered=True) == OutOfScope(sentence=sentence, kind="not-yet")
    assert isinstance(draft(words, Talk(), SONG), Clarify)
