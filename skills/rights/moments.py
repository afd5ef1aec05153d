"""Moments: dates and times as people write them, brought to UTC once and told in their own time zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from skills.rights.spelling import did_you_mean

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WRITTEN = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.0{1,9})?)?([Zz]|[+-]\d\d:\d\d)?)?", re.ASCII
)
_NOT_A_PLACE = {"Factory", "localtime"}
"""Names that time zone data holds beside its zones; what they mean differs from machine to machine."""
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_LAST = 253_370_764_799
"""The end of the year 9998: any zone's clock then shows a year that Python can hold."""


def moment(written: str, zone_name: str | None = None) -> int:
    """Seconds since 1970 in UTC of "2026-05-20T13:00-07:00", or of a zone's local time; a date is its 0:00.

    An offset counts whatever the zone says. Raises ValueError, in one sentence, for what is no date, for
    a local time without a zone, and for one that the clocks of the zone skip or show twice.
    """
    told = repr(written[:40])
    local, offset = _parts(written)
    if local is None:
        raise ValueError(f"{told} is no date and time; write it as 2026-05-20T13:00:00+02:00")
    if offset is None and zone_name is None:
        raise ValueError(
            f'{told} has no time zone; add timezone = "Europe/Berlin", or an offset as in +02:00'
        )
    if offset is None and zone_name is not None:
        offset = _offset(local, zone(zone_name), f"{told} in {zone_name}")
    seconds = round((local.replace(tzinfo=UTC) - _EPOCH - (offset or timedelta())).total_seconds())
    if not 0 <= seconds <= _LAST:
        raise ValueError(f"{told} is out of reach; the year must be from 1970 to 9998")
    return seconds


def _parts(written: str) -> tuple[datetime | None, timedelta | None]:
    """The local time, None where there is no such day or hour, and its offset from UTC if it has one."""
    found = _WRITTEN.fullmatch(written)
    if found is None:
        return None, None
    day, minute, second, offset = found.groups()
    whole = f"{day}T{minute or '00:00'}{(second or ':00')[:3]}"
    try:
        when = datetime.fromisoformat(whole + (offset or "").upper())
    except ValueError:
        return None, None
    return when.replace(tzinfo=None), when.utcoffset()


def _offset(local: datetime, place: tzinfo, told: str) -> timedelta | None:
    """The offset of the zone at that local time; ValueError where the clocks skip it or show it twice."""
    first, second = (local.replace(tzinfo=place, fold=fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first.utcoffset()
    if first.astimezone(UTC).astimezone(place).replace(tzinfo=None) != local:
        raise ValueError(f"{told} does not exist: the clocks skip it; write another time")
    choices = " or ".join(_offset_words(one) for one in (first, second))
    raise ValueError(f"{told} is shown twice by the clocks; write it with its offset, {choices}")


def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name; ValueError, with the nearest name, when there is none."""
    if name not in _zone_names():
        raise ValueError(f"no time zone is called {name[:60]!r}{did_you_mean(name[:60], _zone_names())}")
    return ZoneInfo(name)


@cache
def _zone_names() -> frozenset[str]:
    return frozenset(available_timezones() - _NOT_A_PLACE)


def canonical(seconds: int) -> str:
    """The moment as text that means the same for ever, whatever becomes of the zones: in UTC."""
    return f"{_EPOCH + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%SZ}"


def moment_words(seconds: int, zone_name: str | None = None) -> str:
    """The moment as its zone's clocks show it: "20 May 2026, 13:00 (UTC-07:00)"."""
    shown = (_EPOCH + timedelta(seconds=seconds)).astimezone(zone(zone_name) if zone_name else UTC)
    clock = f"{shown:%H:%M:%S}" if shown.second else f"{shown:%H:%M}"
    told = f"{shown.day} {_MONTHS[shown.month - 1]} {shown.year}, {clock}"
    return f"{told} ({_offset_words(shown, 'UTC')})" if zone_name else f"{told} UTC"


def _offset_words(when: datetime, before: str = "") -> str:
    minutes = round((when.utcoffset() or timedelta()).total_seconds() / 60)
    return f"{before}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
