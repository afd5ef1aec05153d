"""Which edits of a song's form are allowed: parts dropped, looped, moved, played backwards."""

from __future__ import annotations

from typing import ClassVar, Self, get_args

from pydantic import field_validator

from audio_engine.plan import RemixPlan, SectionAction
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason, Repair, Source
from skills.rights.wording import listed, not_listed, sorted_once, without_uses

PLACE = 80
CODES = ("sections.not_allowed",)


class Sections(Section):
    """`[sections]`: edits of the form; a change of length needs the edits it is made by."""

    KEY: ClassVar[str] = "sections"
    allowed: tuple[SectionAction, ...] = ()

    _sorted = field_validator("allowed")(sorted_once)

    @classmethod
    def under(cls, license: License) -> Self:
        """Any edit under a fixed license."""
        return cls() if license.is_custom else cls(allowed=get_args(SectionAction))


SECTION: type[Section] = Sections


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for every edit that is not listed."""
    allowed = grant.section(Sections).allowed
    return not_listed("sections", "edits of sections", demands.edits, allowed, grant)


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """None."""
    return []


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """The edits by name."""
    allowed = grant.section(Sections).allowed
    if not allowed:
        return ["The order and length of the song must stay as they are."]
    return [f"Edits of sections: {listed(allowed)}."]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the edits that are not listed."""
    return without_uses(plan, demands.edits, grant.section(Sections).allowed)
