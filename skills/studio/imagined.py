"""Imagined: somebody whom a grant would let, so that a rehearsal tells what it says of the music."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from skills.rights.countries import COUNTRIES
from skills.rights.grant import Grant
from skills.rights.judgement import STANDARDS
from skills.rights.terms.content import Content
from skills.rights.terms.people import People
from skills.rights.terms.platforms import PLATFORM_WORDS, Platforms
from skills.rights.terms.territory import WORLDWIDE, Territory
from skills.rights.terms.validity import Validity
from skills.rights.wording import listed
from skills.studio.circumstances import time_words

AGE = 30
HOME = "DE"
PLATFORM = "terminal"


@dataclass(frozen=True)
class Imagined:
    """The facts of somebody whom a grant would let, beside what for and what exactly is asked.

    told: what was made up because the grant asks for it, in words; options: how each is said otherwise.
    """

    facts: Mapping[str, Any]
    told: tuple[str, ...]
    options: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was assumed, in one line; "" where nothing of it matters to the grant."""
        if not self.told:
            return ""
        ways = listed(self.options, "or")
        return f"Assumed of whoever asks: {', '.join(self.told)}. Say otherwise with {ways}."


def imagined(grant: Grant, now: int, stated: Mapping[str, Any]) -> Imagined:
    """Somebody in a place, of an age and in a role that the grant allows, within its time.

    now: seconds since 1970, which counts where the grant does then; else the moment it opens, or its last
    second. stated: fields of `Facts` that count before anything made up.
    """
    who, around = _who(grant), _around(grant, now)
    known = stated.get("person", {})
    usual = {"platform": PLATFORM, "rating": "everyone", "standards": list(STANDARDS), "now": now}
    person = {"age": AGE, "verified": True} | {one.field: one.value for one in who} | known
    facts = usual | {one.field: one.value for one in around} | dict(stated) | {"person": person}
    made_up = [one for one in (*who, *around) if one.field not in (*known, *stated)]
    return Imagined(facts, tuple(one.words for one in made_up), tuple(one.option for one in made_up))


class _Wanted(NamedTuple):
    """A field of the facts, its value, what that is in words, and the option that states it."""

    field: str
    value: Any
    words: str
    option: str


def _who(grant: Grant) -> list[_Wanted]:
    """The person that the grant is for."""
    found = []
    territory, people = grant.section(Territory), grant.section(People)
    if territory.binds:
        code = _country(territory)
        found.append(_Wanted("territory", code, f"in {COUNTRIES[code]}", "--territory"))
    if people.min_age is not None:
        age = max(AGE, people.min_age)
        found.append(_Wanted("age", age, f"{age} years old", "--age"))
    if people.roles is not None:
        found.append(_Wanted("roles", list(people.roles[:1]), f"with the role {people.roles[0]}", "--role"))
    if people.verified:
        found.append(_Wanted("verified", True, "with a verified identity", "--unverified"))
    return found


def _around(grant: Grant, now: int) -> list[_Wanted]:
    """Where, when and for whom the grant lets a remix be shown."""
    found = []
    platforms, validity = grant.section(Platforms), grant.section(Validity)
    if platforms.allowed is not None:
        platform = PLATFORM if PLATFORM in platforms.allowed else platforms.allowed[0]
        found.append(
            _Wanted("platform", platform, f"on {PLATFORM_WORDS.get(platform, platform)}", "--platform")
        )
    if grant.section(Content).binds:
        found.append(_Wanted("rating", "everyone", "with content for everyone", "--rating"))
    if validity.binds:
        at, when = _moment(validity, now)
        found.append(_Wanted("now", at, f"{when} ({time_words(at)})", "--at"))
    return found


def _country(territory: Territory) -> str:
    named = (HOME, *COUNTRIES) if territory.allowed == WORLDWIDE else territory.allowed
    return next(code for code in named if code not in territory.denied)


def _moment(validity: Validity, now: int) -> tuple[int, str]:
    start, end = validity.window
    if start is not None and (now < start or (end is not None and now >= end)):
        return start, "at the moment it opens"
    if end is not None and now >= end:
        return end - 1, "in its last second"
    return now, "now"
