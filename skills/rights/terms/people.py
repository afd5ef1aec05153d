"""Who may remix a song: from which age, in which role, with a verified identity."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason
from skills.rights.said import Said, where_and_when
from skills.rights.wording import license_words, listed, missing_fact, sorted_once

PLACE = 13
CODES = ("people.not_verified", "people.role_missing", "people.too_young")
_MARKUP = frozenset("@<>`*|~[]\\")
"""What would be a mention, a link or a style where the name of a role is shown in a chat."""
Role = Annotated[str, Field(min_length=1, max_length=100)]


class People(Section):
    """`[people]`: the least age in years, roles of which one is enough, and whether `verified`."""

    KEY: ClassVar[str] = "people"
    min_age: int | None = Field(default=None, ge=1, le=120)
    roles: tuple[Role, ...] | None = Field(default=None, min_length=1, max_length=100)
    verified: bool = False

    @field_validator("roles")
    @classmethod
    def _readable(cls, roles: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for role in roles or ():
            if not role.isprintable() or role != role.strip() or set(role) & _MARKUP:
                told = "write its name as plain text in one line, without blanks around it"
                raise ValueError(f"{role!r} is no role; {told}")
        return None if roles is None else sorted_once(roles)

    @property
    def binds(self) -> bool:
        """Whether anybody is left out."""
        return self.min_age is not None or self.roles is not None or self.verified


SECTION: type[Section] = People


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a person who is too young, has none of the roles or is not verified, or is unknown."""
    stated, person = grant.section(People), facts.person
    least, wanted, found = stated.min_age, stated.roles, []
    if least is not None and (person.age is None or person.age < least):
        found.append(_too_young(least, person.age, grant))
    if wanted is not None and (person.roles is None or set(wanted).isdisjoint(person.roles)):
        found.append(_no_role(wanted, person.roles, grant))
    if stated.verified and not person.verified:
        found.append(_not_verified(person.verified, grant))
    return found


def _too_young(least: int, age: int | None, grant: Grant) -> Reason:
    if age is None:
        return missing_fact("people", "person.age", "your age", grant)
    text = f"{license_words(grant)} is for people from {least} years on; you are {age}."
    return Reason("people.too_young", "people", text, (), least, age, "years")


def _no_role(wanted: tuple[str, ...], roles: tuple[str, ...] | None, grant: Grant) -> Reason:
    if roles is None:
        return missing_fact("people", "person.roles", "your roles in the community", grant)
    text = f"{license_words(grant)} is for people with the role {listed(wanted, 'or')}; you do not have it."
    return Reason("people.role_missing", "people", text, (), ", ".join(wanted), ", ".join(roles), "role")


def _not_verified(verified: bool | None, grant: Grant) -> Reason:
    if verified is None:
        return missing_fact("people", "person.verified", "whether your identity was verified", grant)
    text = f"{license_words(grant)} is for people whose identity was verified; yours was not."
    return Reason("people.not_verified", "people", text, (), "verified", "not verified", "identity")


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """One sentence for each condition."""
    stated = grant.section(People)
    told = []
    if stated.min_age is not None:
        told.append(f"For people from {stated.min_age} years on.")
    if stated.roles is not None:
        told.append(f"For people with the role {listed(stated.roles, 'or')}.")
    if stated.verified:
        told.append("For people whose identity was verified.")
    return [where_and_when(text) for text in told]
