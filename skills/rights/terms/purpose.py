"""What a remix may be used for."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar, Self

from pydantic import field_validator

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.faults import Fault
from skills.rights.grant import Grant, Section
from skills.rights.judgement import MONEY, PURPOSE_WORDS, PURPOSES, Facts, Purpose, Reason
from skills.rights.wording import license_words, listed, sorted_once

PLACE = 10
CODES = ("purpose.not_allowed",)


class Purposes(Section):
    """`[purpose]`: what is allowed; a private preview unless stated."""

    KEY: ClassVar[str] = "purpose"
    allowed: tuple[Purpose, ...] = ("private_preview",)

    _sorted = field_validator("allowed")(sorted_once)

    @field_validator("allowed")
    @classmethod
    def _for_something(cls, allowed: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
        if not allowed:
            told = 'the list is empty; name at least 1 purpose, such as "private_preview"'
            raise Fault("grant.purpose_empty", told)
        return allowed

    @classmethod
    def under(cls, license: License) -> Self:
        """Everything under a fixed license, everything without money under NC."""
        if license.is_custom:
            return cls()
        kept_out = MONEY if license.noncommercial else ()
        return cls(allowed=tuple(p for p in PURPOSES if p not in kept_out))


SECTION: type[Section] = Purposes


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a purpose that is not listed."""
    allowed = grant.section(Purposes).allowed
    if facts.purpose in allowed:
        return []
    what = PURPOSE_WORDS[facts.purpose]
    text = f"{license_words(grant)} does not allow {what}; it allows {_in_words(allowed)}."
    return [Reason("purpose.not_allowed", "purpose", text, (), ", ".join(allowed), facts.purpose, "purpose")]


@lru_cache(maxsize=1024)
def _in_words(allowed: tuple[Purpose, ...]) -> str:
    return listed((PURPOSE_WORDS[p] for p in PURPOSES if p in allowed), "or")


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """The purposes in words."""
    allowed = grant.section(Purposes).allowed
    if grant.base.no_derivatives:
        return []
    return [f"A remix may be used for {listed(PURPOSE_WORDS[p] for p in PURPOSES if p in allowed)}."]
