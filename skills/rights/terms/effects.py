"""Which effects may be laid on a song, and whether its level may be changed."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import field_validator

from audio_engine import effects
from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.spelling import did_you_mean
from skills.rights.uses import LEVELS
from skills.rights.wording import listed, not_listed, sorted_once, without_uses

PLACE = 60
CODES = ("effects.not_allowed",)
ANY = ("any",)


class Effects(Section):
    """`[effects]`: `allowed = "any"`, or names of effects, with "fade", "level" and "loudness"."""

    KEY: ClassVar[str] = "effects"
    allowed: tuple[str, ...] = ()

    _sorted = field_validator("allowed")(sorted_once)

    @field_validator("allowed", mode="before")
    @classmethod
    def _any(cls, allowed: Any) -> Any:
        return ANY if allowed == "any" else tuple(allowed) if isinstance(allowed, list) else allowed

    @field_validator("allowed")
    @classmethod
    def _known(cls, allowed: tuple[str, ...]) -> tuple[str, ...]:
        known = (*effects.SHELF.names(), *LEVELS)
        for name in allowed:
            if allowed != ANY and name not in known:
                raise ValueError(f"no effect is called {name[:60]!r}{did_you_mean(name, known)}")
        return allowed

    @classmethod
    def under(cls, license: License) -> Self:
        """Any effect under a fixed license."""
        return cls() if license.is_custom else cls(allowed=ANY)


SECTION: type[Section] = Effects


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for every effect that is not listed."""
    allowed = grant.section(Effects).allowed
    return [] if allowed == ANY else not_listed("effects", "effects", demands.effects, allowed, grant)


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """The effects by name."""
    allowed = grant.section(Effects).allowed
    if allowed == ANY:
        return [may("Any effect.")]
    return [may(f"Effects: {listed(allowed)}.") if allowed else must_not("No effects.")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without the effects that are not listed."""
    allowed = grant.section(Effects).allowed
    return Repair(plan, ()) if allowed == ANY else without_uses(plan, demands.effects, allowed)
