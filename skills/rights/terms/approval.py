"""What a rights holder wants to hear before it is shared; without a yes it is a no."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from skills.catalog.song import SongFacts
from skills.rights.demands import Demands
from skills.rights.faults import Fault
from skills.rights.grant import Grant, Section
from skills.rights.judgement import PURPOSE_WORDS, PURPOSES, Approval, Duty, Facts, Purpose
from skills.rights.said import Said, asks_first
from skills.rights.terms.purpose import Purposes
from skills.rights.wording import listed, sorted_once

PLACE = 12
CODES: tuple[str, ...] = ()
MOST_DAYS = 90
OBTAIN = "approval.obtain"
"""Code of the duty to ask, which is done once everybody has said yes."""


class HeardFirst(Section):
    """`[approval]`: the purposes a yes is needed for, and how many days the rights holder has to say it.

    The yes is to one plan and one sound; whoever says nothing in that time has said no.
    """

    KEY: ClassVar[str] = "approval"
    required_for: tuple[Purpose, ...] = ()
    days: int = Field(default=7, ge=1, le=MOST_DAYS)

    _sorted = field_validator("required_for")(sorted_once)

    @field_validator("required_for")
    @classmethod
    def _of_what_is_heard(cls, required_for: tuple[Purpose, ...]) -> tuple[Purpose, ...]:
        if "private_preview" in required_for:
            raise ValueError(
                "nobody else hears a private_preview, so no yes can be asked for it; leave it out"
            )
        return required_for

    def conflict(self, grant: Grant) -> Fault | None:
        """A yes that is asked for to what is not allowed at all."""
        allowed = grant.section(Purposes).allowed
        idle = [purpose for purpose in self.required_for if purpose not in allowed]
        if not idle:
            return None
        told = f"a yes is asked for to {listed(idle)}, which [purpose] does not allow"
        return Fault("grant.conflict", f"{told}; write it there too, or leave it out here", "required_for")


SECTION: type[Section] = HeardFirst


def approvals(demands: Demands, grant: Grant, facts: Facts) -> list[Approval]:
    """The rights holder's, for the purposes that are listed."""
    terms = grant.section(HeardFirst)
    if facts.purpose not in terms.required_for:
        return []
    text = (
        f"The rights holder wants to hear the remix before {PURPOSE_WORDS[facts.purpose]}; "
        f"no answer within {_days(terms.days)} is a no."
    )
    return [Approval(grant.hash, terms.days, text)]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """To ask, for the purposes that are listed."""
    if facts.purpose not in grant.section(HeardFirst).required_for:
        return []
    text = f"Get the rights holder's yes to this very sound before {PURPOSE_WORDS[facts.purpose]}."
    return [Duty(OBTAIN, "approval", text)]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The purposes that need a yes."""
    terms = grant.section(HeardFirst)
    if not terms.required_for:
        return []
    told = listed((PURPOSE_WORDS[p] for p in PURPOSES if p in terms.required_for), "or")
    wants = f"The rights holder wants to hear a remix before {told}, and has {_days(terms.days)} to say yes."
    return [asks_first(wants)]


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
