"""The International Standard Recording Code: country, registrant, year and number (ISO 3901)."""

from __future__ import annotations

import string

_PARTS = (
    (2, string.ascii_uppercase, "a letter of the country"),
    (3, string.ascii_uppercase + string.digits, "a letter or digit of the registrant"),
    (2, string.digits, "a digit of the year"),
    (5, string.digits, "a digit of the number"),
)
LENGTH = 12


class BadIsrc(ValueError):
    """A code that is no ISRC; `str(error)` says which character is wrong."""


def check_isrc(code: str) -> str:
    """The code as CCXXXYYNNNNN; BadIsrc, with the position counted from 1, when it is none.

    Dashes may stand where they belong (CC-XXX-YY-NNNNN), in all three places or in none.
    """
    given = code.strip().upper()
    dashed = [place for place, c in enumerate(given, start=1) if c == "-"]
    if dashed and dashed != [3, 7, 10]:
        wrong = next((p for p in dashed if p not in (3, 7, 10)), None)
        place = wrong or next(p for p in (3, 7, 10) if p not in dashed)
        raise BadIsrc(
            f"In {_shown(code)} position {place} is wrong: dashes stand at 3, 7 and 10, or nowhere."
        )
    wanted = [part for part in _PARTS for _ in range(part[0])]
    bare = given.replace("-", "")
    for index, (character, (_, allowed, meaning)) in enumerate(zip(bare, wanted, strict=False)):
        if character not in allowed:
            raise BadIsrc(f"In {_shown(code)} position {_place(index, bool(dashed))} must be {meaning}.")
    if len(bare) != LENGTH:
        raise BadIsrc(
            f"{_shown(code)} has {len(bare)} characters; an ISRC has {LENGTH}, such as USRC17607839."
        )
    return bare


def _place(index: int, dashed: bool) -> int:
    """Position from 1 in the code as it was written."""
    before = sum(index >= start for start in (2, 5, 7)) if dashed else 0
    return index + 1 + before


def _shown(code: str) -> str:
    return repr(code.strip()[:30])
