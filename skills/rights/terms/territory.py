"""In which countries a song may be remixed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, ClassVar, Self

from pydantic import Field, field_validator, model_validator

from skills.catalog.song import SongFacts
from skills.rights.countries import COUNTRIES, country_hint
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, where_and_when
from skills.rights.wording import license_words, listed, missing_fact, sorted_once

PLACE = 12
CODES = ("territory.not_allowed",)
WORLDWIDE = ("worldwide",)
READABLE = 20
"""As many countries as a sentence names; more of them it counts."""


class Territory(Section):
    """`[territory]`: ISO 3166-1 alpha-2 codes, or `allowed = "worldwide"`; those `denied` come first."""

    KEY: ClassVar[str] = "territory"
    allowed: tuple[str, ...] = Field(default=WORLDWIDE, min_length=1)
    denied: tuple[str, ...] = ()

    @field_validator("allowed", mode="before")
    @classmethod
    def _worldwide(cls, allowed: Any) -> Any:
        if allowed == "worldwide":
            return WORLDWIDE
        return tuple(allowed) if isinstance(allowed, list) else allowed

    @field_validator("allowed", "denied")
    @classmethod
    def _known(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        for code in codes:
            if code not in COUNTRIES and codes != WORLDWIDE:
                told = f"{code[:60]!r} is no country of ISO 3166-1, such as 'DE'"
                raise ValueError(told + country_hint(code[:60]))
        return sorted_once(codes)

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.denied == WORLDWIDE or set(self.allowed) <= set(self.denied):
            raise ValueError("every country is denied; leave at least one that is not")
        return self

    @property
    def binds(self) -> bool:
        """Whether any country is ruled out."""
        return self.allowed != WORLDWIDE or bool(self.denied)


SECTION: type[Section] = Territory


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused where the person is in another country, or nobody knows in which."""
    stated = grant.section(Territory)
    place = facts.person.territory
    if place not in COUNTRIES:
        return [missing_fact("territory", "person.territory", "the country you are in", grant)]
    if place not in stated.denied and (stated.allowed == WORLDWIDE or place in stated.allowed):
        return []
    where = _where(stated.allowed, stated.denied)
    text = f"{license_words(grant)} allows remixes {where}, not in {COUNTRIES[place]}."
    limit = ", ".join((*stated.allowed, *(f"not {code}" for code in stated.denied)))
    return [Reason("territory.not_allowed", "territory", text, (), limit, place, "country")]


@lru_cache(maxsize=1024)
def _where(allowed: tuple[str, ...], denied: tuple[str, ...]) -> str:
    """ "in Austria and Germany", or "in all countries but France"."""
    if allowed == WORLDWIDE:
        return f"in all countries but {_named(denied)}"
    return f"in {_named(code for code in allowed if code not in denied)} only"


def _named(codes: Iterable[str]) -> str:
    names = sorted((COUNTRIES[code] for code in codes), key=lambda name: name.removeprefix("the "))
    return listed(names) if len(names) <= READABLE else f"{len(names)} countries"


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The countries by name, where they are narrowed."""
    stated = grant.section(Territory)
    if not stated.binds:
        return []
    return [where_and_when(f"Remixes may be made {_where(stated.allowed, stated.denied)}.")]
