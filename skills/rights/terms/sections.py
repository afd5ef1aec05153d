"""Which edits of a song's form are allowed, and which of its sections no edit may reach."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self, get_args

from pydantic import field_validator

from audio_engine.plan import RemixPlan, SectionAction
from audio_engine.units import SectionLabel
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.terms._names import all_of
from skills.rights.wording import license_words, listed, not_listed, sorted_once, without

PLACE = 80
CODES = ("sections.not_allowed", "sections.untouched")
ACTIONS: tuple[SectionAction, ...] = get_args(SectionAction)


class Sections(Section):
    """`[sections]`: edits of the form; a change of length needs the edits it is made by.

    untouched: the kinds of section that no edit may reach; a change of length may reach any.
    """

    KEY: ClassVar[str] = "sections"
    allowed: Annotated[tuple[SectionAction, ...], all_of(ACTIONS)] = ()
    untouched: tuple[SectionLabel, ...] = ()

    _sorted = field_validator("allowed", "untouched")(sorted_once)

    @property
    def binds(self) -> bool:
        """Whether anything is kept back."""
        return bool(self.untouched) or len(self.allowed) < len(ACTIONS)

    @classmethod
    def under(cls, license: License) -> Self:
        """Any edit under a fixed license."""
        return cls() if license.is_custom else cls(allowed=ACTIONS)


SECTION: type[Section] = Sections


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for every edit that is not listed, and for every section reached that must not be."""
    if not demands.edits:
        return []
    may = grant.section(Sections)
    reasons = not_listed("sections", "edits of sections", demands.edits, may.allowed, grant)
    if not may.untouched:
        return reasons
    return reasons + [
        Reason(
            code="sections.untouched",
            term="sections",
            text=f"{license_words(grant)} wants the {use.name} to stay as it is; an edit reaches it.",
            step_ids=use.step_ids,
            limit=", ".join(may.untouched),
            got=use.name,
            unit="name",
        )
        for use in demands.edited
        if use.name in may.untouched
    ]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The edits by name, and what they must not reach."""
    edits = grant.section(Sections)
    if not edits.allowed:
        return [must_not("The order and length of the song must stay as they are.")]
    told = [may(f"Edits of sections: {listed(edits.allowed)}.")]
    if edits.untouched:
        told.append(must_not(f"No edit may reach the {listed(edits.untouched, 'or')}."))
    return told


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the edits that are not listed, or that reach what must stay as it is."""
    may = grant.section(Sections)
    beyond = {i for use in demands.edits if use.name not in may.allowed for i in use.step_ids}
    beyond |= {i for use in demands.edited if use.name in may.untouched for i in use.step_ids}
    return without(plan, beyond)
