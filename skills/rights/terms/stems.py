"""Which stems may be taken by themselves, and whether a mix may be taken apart for that."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import field_validator

from audio_engine.plan import RemixPlan
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason, Repair, Source
from skills.rights.wording import (
    left_out,
    license_words,
    listed,
    narrowed,
    not_listed,
    replaced,
    sorted_once,
    step_words,
)

PLACE = 40
CODES = ("stems.not_allowed", "stems.separation_not_allowed")


class Stems(Section):
    """`[stems]`: those a step may name; `separate` lets them be taken out of a finished mix."""

    KEY: ClassVar[str] = "stems"
    allowed: tuple[StemName, ...] = ()
    separate: bool = False

    _sorted = field_validator("allowed")(sorted_once)

    @classmethod
    def under(cls, license: License) -> Self:
        """All stems under a fixed license."""
        return cls() if license.is_custom else cls(allowed=STEMS, separate=True)


SECTION: type[Section] = Stems


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for a stem that is not listed, or that would have to be separated and may not be."""
    stems = grant.section(Stems)
    reasons = not_listed("stems", "work on single stems", demands.stems, stems.allowed, grant)
    if stems.separate:
        return reasons
    return reasons + [
        Reason(
            code="stems.separation_not_allowed",
            term="stems",
            text=f"{license_words(grant)} does not allow taking the mix apart for the {use.name}.",
            step_ids=use.step_ids,
            limit="no separation",
            got=use.name,
            unit="name",
        )
        for use in demands.separated
    ]


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """None."""
    return []


def sentences(grant: Grant, song: SongFacts) -> list[str]:
    """Which stems, and from where."""
    stems = grant.section(Stems)
    if not stems.allowed:
        return ["No work on single stems."]
    how = "" if stems.separate else ", from the rights holder's own stems only"
    return [f"Work on single stems: {listed(stems.allowed)}{how}."]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """Stems that may not be used taken out of the steps; steps with no stem left are left out."""
    stems = grant.section(Stems)
    own = STEMS if stems.separate else source.song.stems
    allowed = [s for s in stems.allowed if s in own]
    new: dict[int, Any] = {}
    changes = []
    for step in plan.steps:
        if not set(step.where.stems) <= set(allowed):
            left = [s for s in step.where.stems if s in allowed]
            new[step.id] = narrowed(step, left)
            spared = f"Limited {step_words(step)} to {listed(left)}."
            changes.append((step.id, spared if new[step.id] else left_out(step)))
    return Repair(replaced(plan, new), tuple(changes))
