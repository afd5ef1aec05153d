"""Whether a remix may be remixed in turn, how deep, on how many works, and under which terms."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, model_validator

from skills.catalog.song import SongFacts
from skills.rights.base import License
from skills.rights.demands import Demands
from skills.rights.faults import Fault
from skills.rights.grant import Grant, Section
from skills.rights.judgement import Duty, Facts, Reason
from skills.rights.said import Said, may, must, must_not
from skills.rights.wording import license_words

PLACE = 91
CODES = (
    "derivatives.other_terms", "derivatives.too_deep", "derivatives.too_many_ancestors",
    "derivatives.too_many_parents",
)  # fmt: skip
MOST_PARENTS = 16
MOST_ANCESTORS = 1_024
"""More can neither be read as a credit nor be looked through at once."""


class Derivatives(Section):
    """`[derivatives]`: remixes of a remix; a remix of the song itself is of depth 1 and always is one.

    max_depth: the furthest from the song, None for any. reciprocal: a remix must carry the same terms.
    """

    KEY: ClassVar[str] = "derivatives"
    allowed: bool = False
    max_depth: int | None = Field(default=None, ge=2, le=1_000)
    reciprocal: bool = False

    @property
    def deepest(self) -> int | None:
        """How many generations from the song there may be, None for any number."""
        return self.max_depth if self.allowed else 1

    @classmethod
    def under(cls, license: License) -> Self:
        """Any depth under a fixed license: whether a changed version may be made is another term."""
        return cls() if license.is_custom else cls(allowed=True)

    @model_validator(mode="after")
    def _only_where_allowed(self) -> Self:
        if self.reciprocal and not self.allowed:
            told = "reciprocal asks the same terms of remixes of a remix, and they are not allowed"
            code = "grant.reciprocal_without_derivatives"
            raise Fault(code, f"{told}; write allowed = true too", "reciprocal")
        if self.max_depth is not None and not self.allowed:
            raise Fault("grant.conflict", "max_depth needs allowed = true", "max_depth")
        return self


SECTION: type[Section] = Derivatives


def judge(demands: Demands, grant: Grant, facts: Facts) -> list[Reason]:
    """Refused for what is too far from its song, stands on too many works, or takes on other terms."""
    if _is_usual(demands, facts):
        return []
    terms = grant.section(Derivatives)
    standing, deepest = demands.standing, terms.deepest
    depth, parents = standing.generation + 1, len(demands.others) + 1
    reasons = []
    if deepest is not None and depth > deepest:
        reasons.append(_too_deep(grant, depth, deepest))
    if standing.ancestors > MOST_ANCESTORS:
        told = (
            f"This song stands on {standing.ancestors} works, and {MOST_ANCESTORS} is the most there may be."
        )
        reasons.append(_too_many("ancestors", told, MOST_ANCESTORS, standing.ancestors))
    if parents > MOST_PARENTS:
        told = f"A remix is made of at most {MOST_PARENTS} songs; there are {parents}."
        reasons.append(_too_many("parents", told, MOST_PARENTS, parents))
    wanted = facts.output_license
    if terms.reciprocal and wanted is not None and grant.license not in wanted.split(" AND "):
        text = f"{license_words(grant)} wants a remix to carry the same terms, {grant.license}."
        code = "derivatives.other_terms"
        reasons.append(Reason(code, "derivatives", text, (), grant.license, wanted, "license"))
    return reasons


def _is_usual(demands: Demands, facts: Facts) -> bool:
    """A song itself, alone, and no license asked for: no section can stand against that."""
    return not (demands.standing.generation or demands.standing.ancestors or demands.others) and (
        facts.output_license is None
    )


def _too_deep(grant: Grant, depth: int, deepest: int) -> Reason:
    allowed = "no remix of a remix" if deepest == 1 else f"remixes of at most generation {deepest}"
    text = f"{license_words(grant)} allows {allowed}; this would be generation {depth}."
    return Reason("derivatives.too_deep", "derivatives", text, (), deepest, depth, "generations")


def _too_many(what: str, text: str, limit: int, got: int) -> Reason:
    return Reason(f"derivatives.too_many_{what}", "derivatives", text, (), limit, got, "songs")


def duties(demands: Demands, grant: Grant, facts: Facts) -> list[Duty]:
    """To pass the same terms on, where that is asked for."""
    if not grant.section(Derivatives).reciprocal:
        return []
    text = f"Give the remix the same terms as the song, {grant.license}."
    return [Duty("derivatives.reciprocal", "derivatives", text)]


def sentences(grant: Grant, song: SongFacts) -> list[Said]:
    """How deep, and under which terms."""
    terms = grant.section(Derivatives)
    if grant.base.no_derivatives:
        return []
    if not terms.allowed:
        return [must_not("A remix must not be remixed in turn.")]
    deep = "" if terms.max_depth is None else f", up to generation {terms.max_depth}"
    same = [must("A remix must carry the same terms as the song.")] if terms.reciprocal else []
    return [may(f"A remix may be remixed in turn{deep}."), *same]
