from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from skills.rights.clearance import Facts
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.license import parse_grant
from skills.rights.terms import validity
from skills.rights.terms.validity import Validity
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told
from tests.skills.rights.things import CUSTOM, a_grant, a_song

CONTEST = (
    '[validity]\nfrom = 2026-05-20T13:00:00\nuntil = 2026-06-10T23:59:00\ntimezone = "America/Los_Angeles"'
)
BEGINS = 1_779_307_200
"""20 May 2026, 20:00 UTC, as a calendar says."""
ENDS = 1_781_161_140
"""11 June 2026, 06:59 UTC."""


def window(text: str) -> tuple[int | None, int | None]:
    return a_grant(f"[validity]\n{text}").section(Validity).window


def section(**fields: Any) -> Validity:
    return Validity.model_validate(fields)


def test_the_window_begins_with_its_first_second_and_ends_before_its_last() -> None:
    found = [codes("validity", CONTEST, now=n) for n in (BEGINS - 1, BEGINS, ENDS - 1, ENDS)]
    assert found == [["validity.not_yet"], [], [], ["validity.expired"]]
    assert a_grant(CONTEST).section(Validity).window == (BEGINS, ENDS)


def test_without_a_window_nobody_needs_to_know_the_time() -> None:
    assert codes("validity", "") == []
    assert codes("validity", CONTEST) == ["fact.missing"]
    assert not Validity().binds
    assert told("validity", "") == []


def test_one_end_alone_is_a_window() -> None:
    assert codes("validity", "[validity]\nfrom = 2026-01-01T00:00:00Z", now=2**33) == []
    assert codes("validity", "[validity]\nuntil = 2026-01-01T00:00:00Z", now=0) == []
    assert codes("validity", "[validity]\nuntil = 2026-01-01T00:00:00Z", now=2**33) == ["validity.expired"]


@pytest.mark.parametrize(
    "text",
    [
        "from = 2026-05-20T20:00:00Z",
        "from = 2026-05-20 20:00:00+00:00",
        "from = 2026-05-20T13:00:00-07:00",
        'from = "2026-05-20T13:00-07:00"',
        'from = "2026-05-20t20:00z"',
        'from = "2026-05-20T20:00:00.000Z"',
        'from = 2026-05-20T22:00:00\ntimezone = "Europe/Berlin"',
        'from = "2026-05-20 22:00"\ntimezone = "Europe/Berlin"',
        'from = 2026-05-21\ntimezone = "Etc/GMT-4"',
        'from = "2026-05-21"\ntimezone = "Etc/GMT-4"',
        'from = 2026-05-20T13:00:00-07:00\ntimezone = "Asia/Tokyo"',
    ],
)
def test_one_moment_is_written_in_many_ways(text: str) -> None:
    assert window(text) == (BEGINS, None)


def test_toml_and_json_say_the_same() -> None:
    written = (
        '{"license": "LicenseRef-Refrain-Test", "validity": {"from": "2026-05-20T13:00:00",'
        ' "until": "2026-06-10T23:59:00", "timezone": "America/Los_Angeles"}}'
    )
    assert parse_grant(written) == stored(a_grant(CONTEST))


def test_a_stored_window_is_in_utc_so_that_no_change_of_a_zone_moves_it() -> None:
    assert (
        '"validity":{"from":"2026-05-20T20:00:00Z","timezone":"America/Los_Angeles",'
        '"until":"2026-06-11T06:59:00Z"}'
    ) in a_grant(CONTEST).canonical_json()
    elsewhere = a_grant(CONTEST).canonical_json().replace("America/Los_Angeles", "Asia/Tokyo")
    assert parse_grant(elsewhere).section(Validity).window == (BEGINS, ENDS)


moments = st.datetimes(datetime(1970, 1, 2), datetime(9998, 12, 30)).map(lambda d: d.replace(microsecond=0))
near = st.datetimes(datetime(1971, 1, 1), datetime(2500, 1, 1)).map(lambda d: d.replace(microsecond=0))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
zones = st.sampled_from(
    (None, "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "Africa/Monrovia")
)


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=900)), offsets, offsets, zones)
def test_a_window_of_any_offset_is_the_one_that_was_written_and_is_read_back_the_same(
    start: datetime, lasts: timedelta, one: timezone, other: timezone, zone: str | None
) -> None:
    assume(start + lasts < datetime(9998, 12, 30))
    first = start.replace(tzinfo=UTC)
    last = (first + lasts).replace(microsecond=0)
    written = {"from": first.astimezone(one).isoformat(), "until": last.astimezone(other).isoformat()}
    named = {} if zone is None else {"timezone": zone}
    grant = stored(Grant(license="LicenseRef-Refrain-T", sections=(section(**written, **named),)))
    begins, ends = (
        round((when - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) for when in (first, last)
    )
    assert grant.section(Validity).window == (begins, ends)
    for now in (begins - 1, begins, ends - 1, ends):
        refused = bool(validity.judge(Demands(), grant, Facts(now=now)))
        assert refused == (not begins <= now < ends)
    assert validity.sentences(grant, a_song())[0].text.endswith(".")


@given(near, st.sampled_from(("Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Tokyo")))
def test_a_local_time_that_is_taken_is_what_the_clocks_of_the_zone_show_then(
    local: datetime, zone: str
) -> None:
    text = f"{CUSTOM}[validity]\nfrom = {local.isoformat()}\ntimezone = '{zone}'"
    shown = local.replace(tzinfo=ZoneInfo(zone))
    exists = shown.astimezone(UTC).astimezone(shown.tzinfo).replace(tzinfo=None) == local
    assume(exists and shown.utcoffset() == shown.replace(fold=1).utcoffset())
    begins, _ = parse_grant(text).section(Validity).window
    assert begins is not None
    again = datetime.fromtimestamp(begins, ZoneInfo(zone))
    assert again.replace(tzinfo=None) == local


@pytest.mark.parametrize(
    ("local", "zone", "parts"),
    [
        ("2026-03-29T02:00:00", "Europe/Berlin", ("does not exist", "clocks skip it")),
        ("2026-03-29T02:59:59", "Europe/Berlin", ("does not exist",)),
        ("2026-03-08T02:30:00", "America/Los_Angeles", ("does not exist",)),
        ("2011-12-30", "Pacific/Apia", ("does not exist",)),
        ("2026-10-25T02:00:00", "Europe/Berlin", ("shown twice", "+02:00 or +01:00")),
        ("2026-10-25T02:59:59", "Europe/Berlin", ("shown twice",)),
        ("2026-11-01T01:30:00", "America/Los_Angeles", ("shown twice", "-07:00 or -08:00")),
        ("2026-04-05T01:45:00", "Australia/Lord_Howe", ("shown twice", "+11:00 or +10:30")),
    ],
)
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused(
    local: str, zone: str, parts: tuple[str, ...]
) -> None:
    sentence = fault(f"[validity]\nuntil = {local}\ntimezone = '{zone}'")
    assert all(part in sentence for part in (*parts, zone))


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T03:00:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T03:00:00", "2026-10-25T02:00:00Z"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"),
    ],
)
def test_beside_a_change_of_the_clocks_and_with_an_offset_every_time_is_clear(local: str, utc: str) -> None:
    grant = a_grant(f"[validity]\nuntil = {local}\ntimezone = 'Europe/Berlin'")
    assert grant.section(Validity).until == utc


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("from = 2026-05-20T13:00:00", ("no time zone", "timezone =", "+02:00")),
        ("from = 2026-05-20", ("no time zone",)),
        ('from = 2026-05-20\ntimezone = "Europe/Berln"', ("did you mean 'Europe/Berlin'",)),
        ('from = 2026-05-20\ntimezone = "PST"', ("no time zone is called 'PST'",)),
        ('from = 2026-05-20\ntimezone = "localtime"', ("no time zone",)),
        ('from = 2026-05-20\ntimezone = "../UTC"', ("no time zone",)),
        ('from = 2026-05-20\ntimezone = "right/UTC"', ("no time zone",)),
        ('from = 2026-05-20\ntimezone = "Europe"', ("no time zone",)),
        ('timezone = "UTC"', ("alone says nothing",)),
        ('from = "tomorrow"', ("'tomorrow' is no date",)),
        ('from = ""', ("is no date",)),
        ('from = "2026-02-30T00:00Z"', ("is no date",)),
        ('from = "2026-05-20T24:00Z"', ("is no date",)),
        ('from = "2026-05-20T12:00+24:00"', ("is no date",)),
        ('from = "2026-05-20T12:00:60Z"', ("is no date",)),
        ('from = "2026-05-20T12:00:00.5Z"', ("is no date",)),
        ('from = "٢٠٢٦-05-20T12:00Z"', ("is no date",)),
        ('from = "2026-05-20Z"', ("is no date",)),
        ("from = 1779307200", ("'validity.from'", "text")),
        ("from = 12:00:00", ("'validity.from' is a time",)),
        ("from = [2026-05-20]", ("'validity.from'",)),
        ("from = 1969-12-31T23:59:59Z", ("1970 to 9998",)),
        ("from = 9999-01-01T00:00:00Z", ("1970 to 9998",)),
        ("until = 9999-12-31T23:59:59-12:00", ("1970 to 9998",)),
        ("until = 0001-01-01T00:00:00+12:00", ("1970 to 9998",)),
        ("from = 2026-01-01T00:00:00Z\nuntil = 2026-01-01T00:00:00Z", ("from must be earlier",)),
        ("from = 2026-01-01T00:00:00Z\nuntil = 2026-01-01T00:59:59+01:00", ("from must be earlier",)),
        ("timezone = 2026-01-01", ("'validity.timezone' is a date",)),
        ('starts = "2026-01-01T00:00Z"', ("unknown key 'validity.starts'",)),
        ('form = "2026-01-01T00:00Z"', ("unknown key 'validity.form'", "did you mean 'from'")),
    ],
)
def test_a_bad_window_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[validity]\n{text}")
    assert all(part in sentence for part in parts), sentence
    assert sentence.endswith((".", "?"))


def test_the_window_is_told_as_the_clocks_of_its_zone_show_it() -> None:
    assert told("validity", CONTEST) == [
        "These terms count from 20 May 2026, 13:00 (UTC-07:00) until 10 June 2026, 23:59 (UTC-07:00),"
        " America/Los_Angeles time."
    ]
    assert told("validity", "[validity]\nuntil = 2026-01-09T00:00:59+05:30") == [
        "These terms count until 8 January 2026, 18:30:59 UTC."
    ]
    (early,) = reasons("validity", CONTEST, now=0)
    assert early.text == ("The license counts from 20 May 2026, 13:00 (UTC-07:00) on; that is to come.")
    assert (early.limit, early.got, early.unit) == (BEGINS, 0, "s since 1970")
    (late,) = reasons("validity", CONTEST, now=ENDS)
    assert late.text == "The license counted until 10 June 2026, 23:59 (UTC-07:00); that is over."


def test_a_window_over_a_change_of_the_clocks_is_told_with_both_offsets() -> None:
    text = "[validity]\nfrom = 2026-10-25T02:30:00+02:00\nuntil = 2026-10-25T02:30:00+01:00\n"
    assert told("validity", text + 'timezone = "Europe/Berlin"') == [
        "These terms count from 25 October 2026, 02:30 (UTC+02:00) until 25 October 2026, 02:30 (UTC+01:00),"
        " Europe/Berlin time."
    ]
