"""Whether a song may meet others in one remix, which ones, and whose licenses can be met together."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, field_validator

from skills.catalog.song import SongFacts
from skills.rights.base import License, find_license
from skills.rights.compatibility import may_combine
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Source
from skills.rights.said import Said, may, must_not
from skills.rights.wording import license_words, listed, missing_fact, sorted_once

PLACE = 90
CODES = (
    "mashup.licenses_clash", "mashup.never", "mashup.not_listed", "mashup.not_own", "mashup.too_many",
)  # fmt: skip
MOST = 15
"""Sixteen songs in one remix is as many as a credit can still be read for."""
SONG_ID = re.compile("[0-9a-f]{12}")
Party = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]


class Mashup(Section):
    """`[mashup]`: how many other songs may be in the same remix, and which.

    only: ids of songs, or of licenses that they may stand under, such as "CC-BY-4.0"; none stated, any
    whose license fits. never: ids of songs, or parties whose songs it must not meet, whatever else is
    allowed. whose: "own" lets it meet only songs that one of this grant's holders has a share in.
    """

    KEY: ClassVar[str] = "mashup"
    max_other: int = Field(default=0, ge=0, le=MOST)
    only: tuple[str, ...] = Field(default=(), max_length=1_000)
    never: tuple[Party, ...] = Field(default=(), max_length=1_000)
    whose: Literal["any", "own"] = "any"

    _sorted = field_validator("never")(sorted_once)

    @field_validator("only")
    @classmethod
    def _known(cls, only: tuple[str, ...]) -> tuple[str, ...]:
        found = tuple(_song_or_license(name) for name in only)
        return sorted_once(found)

    def conflict(self, grant: Grant) -> str | None:
        """Own songs only, and nobody named whose they are."""
        if self.whose == "own" and not grant.holders:
            return '[mashup] says whose = "own", so [[holders]] must say who that is'
        return None

    @classmethod
    def under(cls, license: License) -> Self:
        """As many as there can be under a fixed license."""
        return cls() if license.is_custom else cls(max_other=MOST)


SECTION: type[Section] = Mashup


def _song_or_license(name: str) -> str:
    if SONG_ID.fullmatch(name):
        return name
    license = find_license(name)
    if license is None:
        raise ValueError(f"{name[:60]!r} is no id of a song (12 hexadecimal digits) and no license")
    return license.id


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for too many songs, for one that it must not meet, and for licenses that cannot both be kept.

    The remix chart counts for private previews too: no mash-up is made that could never be shared. A
    song without an id, or whose holders nobody stated, may be the very one that is ruled out.
    """
    if not demands.others:
        return []
    mashup = grant.section(Mashup)
    reasons = _too_many(demands, mashup.max_other, grant)
    for other in demands.others:
        if mashup.only:
            reasons += _not_listed(other, mashup, demands, grant)
        if mashup.never:
            reasons += _ruled_out(other, mashup, demands, grant)
        if mashup.whose == "own":
            reasons += _not_own(other, demands, grant)
    return reasons + _clashes(demands, grant)


def _too_many(demands: Demands, most: int, grant: Grant) -> list[Reason]:
    got = len(demands.others)
    if got <= most:
        return []
    allowed = "no other song" if most == 0 else f"at most {most} other songs"
    there = "there is 1" if got == 1 else f"there are {got}"
    text = f"{license_words(grant)} allows {allowed} beside this one; {there}."
    return [Reason("mashup.too_many", "mashup", text, demands.mashed, most, got, "songs")]


def _not_listed(other: Source, mashup: Mashup, demands: Demands, grant: Grant) -> list[Reason]:
    licenses = {one.base.id for one in other.grants}
    if other.id in mashup.only or (licenses and licenses <= set(mashup.only)):
        return []
    told = f"{license_words(grant)} allows mash-ups with {listed(mashup.only, 'or')} only"
    name = _called(other)
    text = f"{told}; {name} is none of them."
    return [Reason("mashup.not_listed", "mashup", text, demands.mashed, ", ".join(mashup.only), name, "song")]


def _ruled_out(other: Source, mashup: Mashup, demands: Demands, grant: Grant) -> list[Reason]:
    parties = _parties(other.grants)
    for name in mashup.never:
        if name == other.id or name in parties:
            text = f"{license_words(grant)} rules out a mash-up with {name!r}."
            return [Reason("mashup.never", "mashup", text, demands.mashed, name, _called(other), "song")]
    by_id = [name for name in mashup.never if SONG_ID.fullmatch(name)]
    reasons = []
    if by_id and not other.id:
        reasons.append(missing_fact("mashup", "source.id", "which song the other one is", grant))
    if len(by_id) < len(mashup.never) and not all(one.holders for one in other.grants):
        reasons.append(missing_fact("mashup", "source.holders", "who holds the other song", grant))
    return reasons


def _not_own(other: Source, demands: Demands, grant: Grant) -> list[Reason]:
    if _parties((grant,)) & _parties(other.grants):
        return []
    text = f"{license_words(grant)} allows mash-ups with songs of the same rights holders only."
    return [Reason("mashup.not_own", "mashup", text, demands.mashed, "own", _called(other), "song")]


def _parties(grants: tuple[Grant, ...]) -> set[str]:
    return {holder.party for grant in grants for holder in grant.holders}


def _called(other: Source) -> str:
    return other.id or "a song without an id"


def _clashes(demands: Demands, grant: Grant) -> list[Reason]:
    met = [other_grant.base for other in demands.others for other_grant in other.grants]
    clashing = {base.name for base in met if not may_combine(grant.base, base)}
    if not clashing:
        return []
    pairs = sorted(sorted((grant.base.name, name)) for name in clashing)
    return [
        Reason(
            code="mashup.licenses_clash",
            term="mashup",
            text=f"{one} and {other} cannot both be kept in one remix.",
            step_ids=demands.mashed,
            limit=one,
            got=other,
            unit="license",
        )
        for one, other in pairs
    ]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """How many other songs, and which."""
    mashup = grant.section(Mashup)
    if grant.base.no_derivatives or mashup.max_other == 0:
        return [must_not("No mash-ups.")]
    which = "songs of the same rights holders" if mashup.whose == "own" else "songs whose licenses fit"
    if mashup.only:
        which += f", of {listed(mashup.only, 'or')} only"
    but = f", never with {listed(mashup.never, 'or')}" if mashup.never else ""
    return [may(f"Mash-ups with {which}{but}.")]
