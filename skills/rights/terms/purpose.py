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
from skills.rights.said import Said, may, must_not
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
_USED_FOR = PURPOSE_WORDS | {"sync": "moving pictures"}


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


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """What a remix, or under ND the song as it is, may be used for, and what not."""
    allowed = grant.section(Purposes).allowed
    fixed = grant.base.no_derivatives
    what = "The song as it is" if fixed else "A remix"
    # under ND the term of changed versions tells of moving pictures
    asked = {p: words for p, words in _USED_FOR.items() if not (fixed and p == "sync")}
    left = [words for p, words in asked.items() if p not in allowed]
    if not left:
        return [may(f"{what} may be used for every purpose{' but moving pictures' if fixed else ''}.")]
    told = listed(words for p, words in asked.items() if p in allowed)
    but = f"{what} must not be used for {listed(left, 'or')}."
    return [may(f"{what} may be used for {told}."), must_not(but)]
