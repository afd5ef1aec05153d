"""Which new instruments may be played along with a song."""

from __future__ import annotations

from typing import ClassVar, Literal, Self, get_args

from pydantic import field_validator

from audio_engine.plan import LayerRole, RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.wording import listed, not_listed, sorted_once, without_uses

PLACE = 70
CODES = ("layers.not_allowed",)
Instrument = Literal[LayerRole, "transition"]
INSTRUMENTS: tuple[Instrument, ...] = (*get_args(LayerRole), "transition")


class Layers(Section):
    """`[layers]`: roles of instruments that the engine may add, and the sounds of a transition."""

    KEY: ClassVar[str] = "layers"
    allowed: tuple[Instrument, ...] = ()

    _sorted = field_validator("allowed")(sorted_once)

    @classmethod
    def under(cls, license: License) -> Self:
        """Any instrument under a fixed license."""
        return cls() if license.is_custom else cls(allowed=INSTRUMENTS)


SECTION: type[Section] = Layers


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for every instrument that is not listed."""
    allowed = grant.section(Layers).allowed
    return not_listed("layers", "new instruments", demands.layers, allowed, grant)


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The instruments by name."""
    allowed = grant.section(Layers).allowed
    if not allowed:
        return [must_not("No new instruments.")]
    return [may(f"New instruments played along: {listed(allowed)}.")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the instruments that are not listed."""
    return without_uses(plan, demands.layers, grant.section(Layers).allowed)
