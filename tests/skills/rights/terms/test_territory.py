from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rights.clearance import Facts, Person
from skills.rights.countries import COUNTRIES, country_hint
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.terms import territory
from skills.rights.terms.territory import WORLDWIDE, Territory
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told

CODES = tuple(COUNTRIES)
some = st.lists(st.sampled_from(CODES), unique=True, max_size=6).map(tuple)


def asked(text: str, place: str | None) -> list[str]:
    return codes("territory", text, person=Person(territory=place))


def test_the_countries_are_those_of_the_time_zone_data() -> None:
    table = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8")
    theirs = {line[:2] for line in table.splitlines() if line and not line.startswith("#")}
    assert set(COUNTRIES) == theirs
    assert len(COUNTRIES) == 249
    assert len(set(COUNTRIES.values())) == 249
    assert (COUNTRIES["DE"], COUNTRIES["NL"], COUNTRIES["CI"]) == (
        "Germany",
        "the Netherlands",
        "Côte d'Ivoire",
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("UK", "GB"), ("EL", "GR"), ("de", "DE"), ("Germany", "DE"), ("the gambia", "GM"), ("Gambia", "GM")],
)
def test_a_common_mistake_finds_the_country_that_is_meant(typed: str, meant: str) -> None:
    assert country_hint(typed) == f"; did you mean {meant!r}?"


def test_nobody_knows_where_the_person_is_so_only_worldwide_allows_it() -> None:
    for text in ('[territory]\nallowed = ["DE"]', '[territory]\ndenied = ["FR"]'):
        assert asked(text, None) == ["fact.missing"]
    for text in ("", '[territory]\nallowed = "worldwide"', '[territory]\nallowed = ["worldwide"]'):
        assert asked(text, None) == []


@pytest.mark.parametrize("place", ["UK", "XX", "EU", "ZZ"])
def test_letters_that_are_no_country_are_not_taken_for_another_one(place: str) -> None:
    assert asked('[territory]\ndenied = ["GB"]', place) == ["fact.missing"]


def test_a_country_that_is_denied_wins_over_the_list() -> None:
    text = '[territory]\nallowed = ["DE", "AT"]\ndenied = ["AT"]'
    assert asked(text, "DE") == []
    assert asked(text, "AT") == ["territory.not_allowed"]


@given(st.one_of(st.just(WORLDWIDE), some.filter(bool)), some, st.sampled_from(CODES), st.sampled_from(CODES))
def test_one_country_more_denied_or_one_less_allowed_never_allows_more(
    allowed: tuple[str, ...], denied: tuple[str, ...], place: str, more: str
) -> None:
    def refused(*lists: tuple[str, ...]) -> bool:
        if set(lists[0]) <= set(lists[1]):
            return True
        section = Territory(allowed=lists[0], denied=lists[1])
        grant = stored(Grant(license="LicenseRef-Refrain-T", sections=(section,)))
        facts = Facts(person=Person(territory=place))
        return bool(territory.judge(Demands(), grant, facts))

    expected = place in denied or (allowed != WORLDWIDE and place not in allowed)
    assert refused(allowed, denied) == expected
    narrower = tuple(code for code in allowed if code != more)
    if expected:
        assert refused(allowed, tuple({*denied, more}))
        assert refused(narrower, denied)


def test_the_sentence_calls_the_countries_by_name() -> None:
    (reason,) = reasons("territory", '[territory]\nallowed = ["DE", "US"]', person=Person(territory="NL"))
    assert reason.text == (
        "The license allows remixes in Germany and the United States only, not in the Netherlands."
    )
    assert (reason.limit, reason.got) == ("DE, US", "NL")
    assert told("territory", '[territory]\nallowed = ["US", "DE"]\ndenied = ["US"]') == [
        "Remixes may be made in Germany only."
    ]
    assert told("territory", '[territory]\ndenied = ["FR"]') == [
        "Remixes may be made in all countries but France."
    ]
    assert told("territory", "") == []


def test_a_list_of_many_countries_is_told_by_their_number() -> None:
    names = ", ".join(f'"{code}"' for code in CODES[:40])
    assert told("territory", f"[territory]\nallowed = [{names}]") == [
        "Remixes may be made in 40 countries only."
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('allowed = ["UK"]', ("'territory.allowed'", "'UK' is no country", "did you mean 'GB'")),
        ('denied = ["Germany"]', ("'territory.denied'", "did you mean 'DE'")),
        ('allowed = ["worldwide", "DE"]', ("'worldwide' is no country",)),
        ('denied = ["worldwide"]', ("every country is denied",)),
        ('allowed = "DE"', ("'territory.allowed'", "list")),
        ("allowed = []", ("'territory.allowed'", "at least 1")),
        ('allowed = ["DE"]\ndenied = ["AT", "DE"]', ("every country is denied",)),
        ('denied = ["DE", "DE"]', ("twice",)),
    ],
)
def test_a_bad_list_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[territory]\n{text}")
    assert all(part in sentence for part in parts), sentence
