from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.clearance import Facts, Person
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.terms import people
from skills.rights.terms.people import People
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told

ALL = '[people]\nmin_age = 16\nroles = ["Remixer", "Staff"]\nverified = true'
ROLES = ("Remixer", "Staff", "Guest")
some_roles = st.lists(st.sampled_from(ROLES), unique=True).map(tuple)


def test_unstated_anybody_may() -> None:
    assert codes("people", "") == []
    assert codes("people", "[people]\nverified = false") == []
    assert told("people", "") == []


def test_each_thing_that_nobody_stated_is_told_as_missing() -> None:
    found = reasons("people", ALL)
    assert [(r.code, r.limit) for r in found] == [
        ("fact.missing", "person.age"),
        ("fact.missing", "person.roles"),
        ("fact.missing", "person.verified"),
    ]


def test_every_condition_that_is_not_met_is_told_at_once() -> None:
    person = Person(age=15, roles=("Guest",), verified=False)
    texts = {r.code: r.text for r in reasons("people", ALL, person=person)}
    assert texts == {
        "people.too_young": "The license is for people from 16 years on; you are 15.",
        "people.role_missing": (
            "The license is for people with the role Remixer or Staff; you do not have it."
        ),
        "people.not_verified": "The license is for people whose identity was verified; yours was not.",
    }


def test_having_no_role_at_all_is_known_and_not_enough() -> None:
    assert codes("people", '[people]\nroles = ["A"]', person=Person(roles=())) == ["people.role_missing"]


@given(
    st.integers(1, 120), some_roles.filter(bool), st.booleans(),
    st.none() | st.integers(0, 150), st.none() | some_roles, st.none() | st.booleans(),
)  # fmt: skip
def test_a_person_is_allowed_who_meets_all_conditions_and_forgetting_a_fact_never_helps(
    min_age: int, wanted: tuple[str, ...], verified: bool,
    age: int | None, roles: tuple[str, ...] | None, known: bool | None,
) -> None:  # fmt: skip
    section = People(min_age=min_age, roles=wanted, verified=verified)
    grant = stored(Grant(license="LicenseRef-Refrain-T", sections=(section,)))

    def refused(person: Person) -> bool:
        return bool(people.judge(Demands(), grant, Facts(person=person)))

    facts: dict[str, Any] = {"age": age, "roles": roles, "verified": known}
    old_enough = age is not None and age >= min_age
    has_role = roles is not None and bool(set(roles) & set(wanted))
    assert refused(Person(**facts)) == (not (old_enough and has_role and (known is True or not verified)))
    for name in facts:
        if refused(Person(**facts)):
            assert refused(Person(**{**facts, name: None}))


def test_the_conditions_are_told_one_by_one() -> None:
    assert told("people", ALL) == [
        "For people from 16 years on.",
        "For people with the role Remixer or Staff.",
        "For people whose identity was verified.",
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("min_age = 0", ("'people.min_age'", "1")),
        ("min_age = 121", ("'people.min_age'", "120")),
        ('min_age = "18"', ("'people.min_age'", "whole number")),
        ("min_age = true", ("'people.min_age' is true", "whole number")),
        ('verified = "yes"', ("'people.verified'", "true or false")),
        ("roles = []", ("'people.roles'", "at least 1")),
        ('roles = "Staff"', ("'people.roles'", "list")),
        ('roles = ["Staff", "Staff"]', ("twice",)),
        ('roles = [" Staff"]', ("without blanks",)),
        ('roles = ["@everyone"]', ("plain text",)),
        ('roles = ["Sta\\nff"]', ("one line",)),
        ('roles = ["\\u202eStaff"]', ("plain text",)),
        ('roles = [""]', ("'people.roles'", "at least 1")),
    ],
)
def test_a_bad_condition_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[people]\n{text}")
    assert all(part in sentence for part in parts), sentence
