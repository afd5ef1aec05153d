"""Whether a song may meet others in one remix, and whose licenses can be met together."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.compatibility import may_combine
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.wording import license_words

PLACE = 90
CODES = ("mashup.licenses_clash", "mashup.too_many")
MOST = 15
"""Sixteen songs in one remix is as many as a credit can still be read for."""


class Mashup(Section):
    """`[mashup]`: how many other songs may be in the same remix."""

    KEY: ClassVar[str] = "mashup"
    max_other: int = Field(default=0, ge=0, le=MOST)

    @classmethod
    def under(cls, license: License) -> Self:
        """As many as there can be under a fixed license."""
        return cls() if license.is_custom else cls(max_other=MOST)


SECTION: type[Section] = Mashup


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for too many songs, and for a pair of licenses that cannot both be kept.

    The remix chart counts for private previews too: no mash-up is made that could never be shared.
    """
    if not demands.others:
        return []
    most = grant.section(Mashup).max_other
    reasons = []
    if len(demands.others) > most:
        allowed = "no other song" if most == 0 else f"at most {most} other songs"
        got = len(demands.others)
        reasons.append(
            Reason(
                code="mashup.too_many",
                term="mashup",
                text=f"{license_words(grant)} allows {allowed} beside this one; there are {got}.",
                limit=most,
                got=got,
                unit="songs",
            )
        )
    met = [other_grant.base for other in demands.others for other_grant in other.grants]
    clashing = {base.name for base in met if not may_combine(grant.base, base)}
    pairs = sorted(sorted((grant.base.name, name)) for name in clashing)
    return reasons + [
        Reason(
            code="mashup.licenses_clash",
            term="mashup",
            text=f"{one} and {other} cannot both be kept in one remix.",
            limit=one,
            got=other,
            unit="license",
        )
        for one, other in pairs
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """None."""
    return []


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """How many other songs."""
    most = grant.section(Mashup).max_other
    if grant.base.no_derivatives or most == 0:
        return ["No mash-ups."]
    return ["Mash-ups with songs whose licenses fit."]
