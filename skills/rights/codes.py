"""All codes that a refusal can carry."""

from __future__ import annotations

from skills.rights import coverage, promises
from skills.rights.terms import SHELF

HOUSE = ("fact.missing", "source.missing", "step.not_judged")


def all_codes() -> tuple[str, ...]:
    """The code of every reason that clearance can give, sorted."""
    said = (SHELF.take(name).CODES for name in SHELF)
    return tuple(
        sorted({*HOUSE, *coverage.CODES, *promises.CODES, *(code for codes in said for code in codes)})
    )
