"""Indirect: what people describe without naming it becomes a style, and what they say otherwise does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from audio_engine import styles
from audio_engine.styles import SHELF
from skills.planning.answers import Clarify
from skills.planning.draft import Edit
from skills.planning.meaning.associations import associated, content, judged
from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.style_names import style_spellings
from skills.planning.vocabulary.typos import corrected
from tests.skills.planning.songs import briefly, talked

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("associations.jsonl").read_text(encoding="utf-8").splitlines()
]


def first_styles(words: str) -> str:
    """The style of the edit, else the one that the first button of a question back offers; "" for none."""
    answer = talked(words)[1]
    if isinstance(answer, Edit):
        return next((op.name for op in answer.delta.ops if op.op == "style"), "")
    return (
        answer.options[0].removeprefix("make it ") if isinstance(answer, Clarify) and answer.options else ""
    )


@pytest.mark.parametrize(("held", "share"), [(False, 0.9), (True, 0.8)])
def test_most_descriptions_come_to_a_style_that_would_do(held: bool, share: float) -> None:
    rows = [row for row in ROWS if row["held"] == held]
    right = [row for row in rows if first_styles(row["words"]) in row["styles"]]
    assert len(rows) > 50
    assert len(right) >= share * len(rows), len(right) / len(rows)


def test_what_is_done_without_asking_is_rarely_wrong() -> None:
    done = [(row, answer) for row in ROWS if isinstance(answer := talked(row["words"])[1], Edit)]
    wrong = [
        row["words"]
        for row, answer in done
        if not any(op.op == "style" and op.name in row["styles"] for op in answer.delta.ops)
    ]
    assert len(done) > 0.6 * len(ROWS)
    assert len(wrong) <= 0.05 * len(done), wrong


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("beach bar in kingston", "style name=reggae"),
        ("Beach bar in Kingston", "style name=reggae"),
        ("like an arcade cabinet from 1985", "style name=chiptune"),
        ("make it sound like a haunted house", "style name=horror"),
        ("make the chorus feel like a beach bar in kingston", "style name=reggae @chorus"),
        ("in the second verse make it feel like a haunted house", "style name=horror @verse2"),
        ("make it sound happier", "style name=pop amount=subtle"),
        ("orchestra it", "style name=orchestral"),
        ("8-bit version", "style name=chiptune"),
        ("👻", "style name=horror"),
    ],
)
def test_a_picture_is_read_as_the_style_it_paints(words: str, said: str) -> None:
    assert briefly(talked(words)[1]) == said


def test_the_words_that_point_to_a_style_are_its_cause() -> None:
    words = "Hmm, a beach bar in Kingston please"
    answer = talked(words)[1]
    assert isinstance(answer, Edit)
    spans = answer.delta.ops[0].because  # type: ignore[union-attr]
    assert [words[s.start : s.end] for s in spans] == ["beach bar in Kingston"]


def test_where_several_styles_come_near_each_is_a_button_that_can_be_typed() -> None:
    answer = talked("tacos, neon lights and a rainy window")[1]
    assert isinstance(answer, Clarify)
    assert len(answer.options) == 3
    for option in answer.options:
        assert briefly(talked(option)[1]).startswith("style name=")


@pytest.mark.parametrize(
    "words",
    [
        "tell me a joke",
        "write a poem about kingston",
        "what does kingston sound like?",
        "can i play this in a bar in berlin?",
        "i went to kingston last year",
        "play Hotel California",
        "play Night Drive",
        "the ghost note in the drums",
        "make it sound like Slow Honey",
        "don't make it sound like a beach bar",
        "get rid of the beach vibe",
        "make it darker",
        "warmer please",
        "make the vocals feel like a haunted house",
        "make it slower 😈",
        "happy with that",
        "❤️",
    ],
)
def test_what_is_no_wish_for_a_style_brings_none(words: str) -> None:
    answer = talked(words)[1]
    assert not isinstance(answer, Edit) or not any(op.op == "style" for op in answer.delta.ops)


@pytest.mark.parametrize(
    ("typed", "style"),
    [
        ("nitecore", "nightcore"), ("sinthwave", "synthwave"), ("drumnbass", "dnb"), ("dub step", "dubstep"),
        ("reagge", "reggae"), ("tekno", "techno"), ("vapourwave", "vaporwave"), ("regaeton", "reggaeton"),
        ("amapianno", "amapiano"), ("triphop", "trip-hop"), ("orquestral", "orchestral"),
        ("gosple", "gospel"),
    ],
)  # fmt: skip
def test_a_style_may_be_spelled_as_it_sounds(typed: str, style: str) -> None:
    assert briefly(talked(f"make it {typed}")[1]) == f"style name={style}"


@pytest.mark.parametrize(
    "word", ["seoul", "medal", "century", "funny", "horse", "blaze", "torso", "swinging"]
)
def test_a_word_that_only_looks_like_a_style_stays_itself(word: str) -> None:
    assert corrected(word) == word


def test_a_snare_that_should_pop_is_no_pop_music() -> None:
    assert briefly(talked("make the snare pop")[1]) == "mood name=punchier on drums"


def test_every_style_has_associations_and_each_strong_one_points_to_it() -> None:
    for name in SHELF:
        assert styles.style(name)
    assert {associated(content(words))[0][0] for words in ("kingston", "berghain", "halloween")} == {
        "reggae", "techno", "horror"
    }  # fmt: skip
    assert judged(associated(content("kingston"))) == "sure"
    assert judged(associated(content("a table and a chair"))) == "nothing"


def test_no_name_belongs_to_two_styles() -> None:
    named: dict[str, set[str]] = {}
    for said, name in style_spellings():
        named.setdefault(said.casefold(), set()).add(name)
    assert not {said: names for said, names in named.items() if len(names) > 1}
    assert lexicon().phrases[("pop",)].value == "pop"
