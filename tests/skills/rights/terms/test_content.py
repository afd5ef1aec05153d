from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.clearance import Facts
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.judgement import RATINGS, STANDARDS, Purpose, Rating, Standard
from skills.rights.terms import content
from skills.rights.terms.content import RATING_WORDS, STANDARD_WORDS, Content
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told

SHARED: Purpose = "noncommercial_share"
ratings = st.sampled_from(RATINGS)
some = st.lists(st.sampled_from(STANDARDS), unique=True).map(tuple)


def test_a_private_preview_needs_neither_rating_nor_standard() -> None:
    text = '[content]\nhighest = "everyone"\nstandards = ["no-hate"]'
    assert codes("content", text) == []
    assert codes("content", text, purpose=SHARED) == ["fact.missing", "content.standard_not_met"]


def test_unstated_or_explicit_nothing_is_ruled_out() -> None:
    for text in ("", '[content]\nhighest = "explicit"'):
        assert codes("content", text, purpose=SHARED) == []
        assert told("content", text) == []


@given(ratings, some, st.none() | ratings, some)
def test_a_remix_is_allowed_up_to_the_rating_and_with_all_standards(
    highest: Rating, wanted: tuple[Standard, ...], rating: Rating | None, met: tuple[Standard, ...]
) -> None:
    section = Content(highest=highest, standards=wanted)
    grant = stored(Grant(license="LicenseRef-Refrain-T", sections=(section,)))
    facts = Facts(purpose=SHARED, rating=rating, standards=met)
    suitable = highest == "explicit" or (
        rating is not None and RATINGS.index(rating) <= RATINGS.index(highest)
    )
    assert (content.judge(Demands(), grant, facts) == []) == (suitable and set(wanted) <= set(met))


def test_the_sentences_are_in_words_not_in_codes() -> None:
    assert set(RATING_WORDS) == set(RATINGS)
    assert set(STANDARD_WORDS) == set(STANDARDS)
    text = '[content]\nhighest = "teen"\nstandards = ["no-pornography", "no-hate"]'
    high, hate, porn = reasons("content", text, purpose=SHARED, rating="mature")
    assert high.text == "The license allows content for teenagers; this remix is for mature listeners."
    assert (high.limit, high.got) == ("teen", "mature")
    assert hate.text == "The license wants this of a shared remix: no hate; nobody said that of yours."
    assert porn.limit == "no-pornography"
    assert told("content", text) == [
        "A shared remix must be suitable for teenagers.",
        "A shared remix must hold to this: no hate and no pornography.",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('highest = "tee"', ("'content.highest'", "did you mean 'teen'")),
        ("highest = 3", ("'content.highest'", "everyone, teen, mature, explicit")),
        ('standards = ["no-hat"]', ("'content.standards'", "did you mean 'no-hate'")),
        ('standards = ["no-hate", "no-hate"]', ("twice",)),
        ('standards = "no-hate"', ("list",)),
        ('rating = "teen"', ("unknown key 'content.rating'",)),
    ],
)
def test_a_bad_section_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[content]\n{text}")
    assert all(part in sentence for part in parts), sentence
