"""What a remix may be used for."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, field_validator

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import MONEY, PURPOSE_WORDS, PURPOSES, Duty, Facts, Purpose, Reason
from skills.rights.wording import license_words, listed, sorted_once

PLACE = 10
CODES = ("purpose.not_allowed",)


class Purposes(Section):
    """`[purpose]`: what is allowed; a private preview unless stated."""

    KEY: ClassVar[str] = "purpose"
    allowed: tuple[Purpose, ...] = Field(default=("private_preview",), min_length=1)

    _sorted = field_validator("allowed")(sorted_once)

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
    told = listed((PURPOSE_WORDS[p] for p in PURPOSES if p in allowed), "or")
    return [
        Reason(
            code="purpose.not_allowed",
            term="purpose",
            text=f"{license_words(grant)} does not allow {PURPOSE_WORDS[facts.purpose]}; it allows {told}.",
            limit=", ".join(allowed),
            got=facts.purpose,
            unit="purpose",
        )
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """None."""
    return []


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """The purposes in words."""
    allowed = grant.section(Purposes).allowed
    if grant.base.no_derivatives:
        return []
    return [f"A remix may be used for {listed(PURPOSE_WORDS[p] for p in PURPOSES if p in allowed)}."]
