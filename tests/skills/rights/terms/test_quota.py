from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.clearance import Facts, Standing
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.judgement import Purpose
from skills.rights.terms import quota
from skills.rights.terms.quota import Quota
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told

BOTH = "[quota]\nper_user_day = 3\ntotal = 100"
SHARED: Purpose = "noncommercial_share"


def published(today: int | None, in_all: int | None) -> Demands:
    return Demands(standing=Standing(published_today=today, published_in_all=in_all))


def test_a_private_preview_is_not_counted() -> None:
    assert codes("quota", BOTH, published(900, 900)) == []


def test_unstated_there_is_no_limit_and_nobody_needs_to_count() -> None:
    assert codes("quota", "", published(None, None), purpose=SHARED) == []
    assert told("quota", "") == []


def test_nobody_counted_so_nothing_more_is_published() -> None:
    found = reasons("quota", BOTH, published(None, None), purpose=SHARED)
    assert [(r.code, r.limit) for r in found] == [
        ("fact.missing", "standing.published_today"),
        ("fact.missing", "standing.published_in_all"),
    ]


@given(*[st.none() | st.integers(1, 5)] * 2, *[st.none() | st.integers(0, 6)] * 2)
def test_one_more_is_allowed_while_fewer_than_the_limit_were_published(
    day: int | None, total: int | None, today: int | None, in_all: int | None
) -> None:
    grant = stored(Grant(license="LicenseRef-Refrain-T", sections=(Quota(per_user_day=day, total=total),)))
    found = quota.judge(published(today, in_all), grant, Facts(purpose=SHARED))
    fine = (day is None or (today is not None and today < day)) and (
        total is None or (in_all is not None and in_all < total)
    )
    assert (found == []) == fine


def test_the_sentence_says_the_limit_and_the_count() -> None:
    daily, whole = reasons("quota", BOTH, published(3, 101), purpose=SHARED)
    assert daily.text == (
        "The license allows 3 published remixes of each person in a day; you published 3 today."
    )
    assert whole.text == "The license allows 100 published remixes in all; there are 101."
    assert [(r.code, r.limit, r.got) for r in (daily, whole)] == [
        ("quota.per_user_day", 3, 3),
        ("quota.total", 100, 101),
    ]
    assert told("quota", "[quota]\nper_user_day = 1\ntotal = 2") == [
        "At most 1 published remix of each person in a day.",
        "At most 2 published remixes in all.",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("total = 0", ("'quota.total'", "1 or more", "[purpose]")),
        ("per_user_day = -1", ("'quota.per_user_day'", "1 or more")),
        ("total = 1000000001", ("'quota.total'", "1000000000")),
        ("total = 2.0", ("whole number",)),
        ("total = true", ("'quota.total' is true", "whole number")),
        ("per_day = 1", ("unknown key 'quota.per_day'", "did you mean 'per_user_day'")),
    ],
)
def test_a_bad_limit_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[quota]\n{text}")
    assert all(part in sentence for part in parts), sentence
