"""What a model may make for a remix, and which models."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self, get_args

from pydantic import field_validator

from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Facts, Reason, Repair, Source
from skills.rights.said import Said, may, must_not
from skills.rights.terms._names import ANY, Ids, all_of
from skills.rights.wording import license_words, listed, missing_fact, not_listed, sorted_once, without_uses

PLACE = 75
CODES = ("generated.model_not_allowed", "generated.not_allowed")
Made = Literal["melody", "harmony", "solo", "vocals", "intro", "outro", "bridge"]
MADE: tuple[Made, ...] = get_args(Made)


class Generated(Section):
    """`[generated]`: what a model may make, or "any"; `models`: the ids of those that may, else any."""

    KEY: ClassVar[str] = "generated"
    allowed: Annotated[tuple[Made, ...], all_of(MADE)] = ()
    models: Ids = ANY

    _sorted = field_validator("allowed", "models")(sorted_once)

    @property
    def binds(self) -> bool:
        """Whether anything is kept back."""
        return self.models != ANY or len(self.allowed) < len(MADE)

    @classmethod
    def under(cls, license: License) -> Self:
        """All of it, by any model, under a fixed license."""
        return cls() if license.is_custom else cls(allowed=MADE)


SECTION: type[Section] = Generated


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for what may not be made, and for models that are not listed.

    Where nothing may be made, no model may have had a hand in it. Which models were used is known once
    the sound is there; then it must be.
    """
    if not demands.generated and not facts.models:
        return []
    may = grant.section(Generated)
    reasons = not_listed("generated", "parts made by a model", demands.generated, may.allowed, grant)
    if may.models != ANY and demands.generated and not facts.models and facts.measured is not None:
        reasons.append(missing_fact("generated", "models", "the models that were used", grant))
    known = may.models if may.allowed else ()
    return reasons + [_not_listed(model, known, demands, grant) for model in _others(facts.models, known)]


def _others(models: tuple[str, ...], allowed: tuple[str, ...]) -> list[str]:
    return [] if allowed == ANY else [model for model in models if model not in allowed]


def _not_listed(model: str, allowed: tuple[str, ...], demands: Demands, grant: Grant) -> Reason:
    return Reason(
        code="generated.model_not_allowed",
        term="generated",
        text=f"{license_words(grant)} allows {listed(allowed)} as models; {model[:100]!r} was used.",
        step_ids=tuple(sorted({i for use in demands.generated for i in use.step_ids})),
        limit=", ".join(allowed),
        got=model,
        unit="model",
    )


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """What may be made, and by which models."""
    made = grant.section(Generated)
    if not made.allowed:
        return [must_not("Nothing may be made by a model.")]
    by = "any model" if made.models == ANY else listed(made.models, "or")
    return [may(f"New parts made by {by}: {listed(name for name in MADE if name in made.allowed)}.")]


def repair(plan: RemixPlan, source: Source, grant: Grant, demands: Demands) -> Repair:
    """The plan without what may not be made."""
    return without_uses(plan, demands.generated, grant.section(Generated).allowed)
