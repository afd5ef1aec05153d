"""Words that nobody listed: placed by a model of meaning where there is one, offered where it is not sure."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from audio_engine import styles
from skills.planning.answers import Answer, Clarify, Edit
from skills.planning.draft import draft
from skills.planning.meaning.meanings import AHEAD, SURE, UNSURE, judged, positive
from skills.planning.talk import Talk
from skills.planning.talking.picked import NOT_UNDERSTOOD
from tests.skills.planning.songs import brief, song

STRANGE = "like zorbing quexly"


@dataclass
class Placing:
    """Meanings that are always the same; `asked` are the words they were asked about."""

    ranked: tuple[tuple[str, float], ...]
    asked: list[str] = field(default_factory=list)

    def nearest(self, words: str) -> tuple[tuple[str, float], ...]:
        self.asked.append(words)
        return self.ranked


def sure(name: str = "disco") -> Placing:
    return Placing(((name, SURE + 0.1), ("funk", SURE)))


def unsure() -> Placing:
    return Placing((("disco", UNSURE + 0.02), ("funk", UNSURE + 0.01), ("soul", 0.2), ("pop", 0.1)))


def answered(words: str, meanings: Placing | None, talk: Talk | None = None) -> Answer:
    return draft(words, talk or Talk(), song(), meanings)


def ops(answer: Answer) -> list[str]:
    assert isinstance(answer, Edit), answer
    return [brief(op) for op in answer.delta.ops]


@pytest.mark.parametrize(
    ("first", "second", "gate"),
    [
        (SURE, SURE - AHEAD - 0.001, "sure"),
        (SURE, SURE - AHEAD + 0.001, "unsure"),
        (SURE - 0.001, 0.0, "unsure"),
        (UNSURE, 0.0, "unsure"),
        (UNSURE - 0.001, 0.0, "nothing"),
    ],
)
def test_a_style_is_sure_when_it_is_near_and_ahead(first: float, second: float, gate: str) -> None:
    assert judged((("disco", first), ("funk", second))) == gate


def test_no_styles_are_nothing() -> None:
    assert judged(()) == "nothing"


def test_without_meanings_nothing_changes() -> None:
    answer = answered(STRANGE, None)
    assert isinstance(answer, Clarify)
    assert answer.sentence == NOT_UNDERSTOOD
    assert answered(STRANGE, Placing(())) == answer


def test_a_sure_style_is_taken_and_says_which_words_caused_it() -> None:
    words = f"  {STRANGE} "
    answer = answered(words, sure())
    assert ops(answer) == ["style name=disco"]
    assert isinstance(answer, Edit)
    (span,) = answer.delta.ops[0].because  # type: ignore[union-attr]
    assert words[span.start : span.end] == STRANGE


def test_where_it_is_not_sure_three_styles_are_offered_and_one_can_be_picked() -> None:
    meanings = unsure()
    asked = answered(STRANGE, meanings)
    assert isinstance(asked, Clarify)
    assert asked.options == ("make it disco", "make it funk", "make it soul")
    talk = Talk().then(STRANGE, None)
    assert ops(answered("the second one", meanings, talk)) == ["style name=funk"]


def test_chance_leaves_the_answer_of_the_rules() -> None:
    assert answered(STRANGE, Placing((("disco", UNSURE - 0.1),))) == answered(STRANGE, None)


@pytest.mark.parametrize(
    "words", ["make it lofi", "80 bpm", "mute the drums", "what may I do with this song?", "undo", "it's 128"]
)
def test_words_that_the_rules_read_are_never_asked_about(words: str) -> None:
    meanings = sure()
    assert answered(words, meanings) == answered(words, None)
    assert meanings.asked == []


@pytest.mark.parametrize("words", ["loop it", "tempo 5000", "the first one"])
def test_half_an_edit_in_words_that_are_known_is_not_placed(words: str) -> None:
    meanings = sure()
    assert answered(words, meanings) == answered(words, None)
    assert meanings.asked == []


def test_a_likeness_beside_an_edit_is_added_to_it() -> None:
    meanings = sure()
    answer = answered("80 bpm, like zorbing quexly, and mute the drums", meanings)
    assert ops(answer) == ["tempo bpm=80", "stem action=mute on drums", "style name=disco"]
    assert isinstance(answer, Edit)
    assert answer.leftover == ()
    assert meanings.asked == ["like zorbing quexly"]


def test_a_likeness_takes_the_place_of_the_moods_read_within_it() -> None:
    alone = answered("like a dark quexly", None)
    assert any(op.startswith("mood") for op in ops(alone))
    assert ops(answered("like a dark quexly", sure())) == ["style name=disco"]
    assert ops(answered("80 bpm, like a dark quexly", sure())) == ["tempo bpm=80", "style name=disco"]


def test_an_edit_is_not_given_up_for_a_style_that_is_not_sure() -> None:
    words = "80 bpm, like zorbing quexly"
    assert answered(words, unsure()) == answered(words, None)


def test_what_the_words_say_no_to_is_not_asked_about() -> None:
    assert positive("no drums, like rain without wind but with birds").split() == [
        *(",", "like", "rain", "but", "with", "birds")
    ]
    meanings = sure()
    for words in ("not like zorbing quexly", "anything but zorbing quexly", "don't zorb it like quexly"):
        answered(words, meanings)
    assert meanings.asked == []


def test_other_languages_are_not_placed() -> None:
    meanings = sure()
    answered("como un zorbo muy quexlo para mi abuela y mi hermano", meanings)
    assert meanings.asked == []


def test_what_has_nothing_to_do_with_music_is_not_placed() -> None:
    meanings = sure()
    words = "write me an essay about the history of potatoes"
    assert answered(words, meanings) == answered(words, None)
    assert meanings.asked == []


@pytest.mark.parametrize("name", styles.SHELF.names())
def test_every_style_can_be_taken_by_its_meaning(name: str) -> None:
    assert ops(answered(STRANGE, sure(name))) == [f"style name={name}"]
