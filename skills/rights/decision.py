"""Decision: the three answers of clearance, and what they were decided on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field

from audio_engine.plan import RemixPlan
from skills.rights.judgement import Approval, Duty, Facts, Reason, Source
from skills.rights.patch import Change, patch

RULES_VERSION = "2"
"""Of the rules themselves: another version may decide the same question otherwise."""

FROM_CLEAR = object()


@dataclass(frozen=True)
class Basis:
    """What a decision was decided on; the same basis is always decided the same way."""

    plan: RemixPlan
    sources: tuple[Source, ...]
    facts: Facts

    @property
    def grant_hashes(self) -> tuple[str, ...]:
        """The ids of all grants, sorted."""
        return tuple(sorted({grant.hash for source in self.sources for grant in source.grants}))

    @property
    def plan_hash(self) -> str:
        """SHA-256 of the plan's canonical JSON."""
        return plan_hash(self.plan)

    @property
    def facts_hash(self) -> str:
        """SHA-256 of the facts and of what is known of the songs, in whatever order they came."""
        known = sorted(source.model_dump_json(exclude={"grants"}) for source in self.sources)
        return _sha256("\n".join((self.facts.model_dump_json(), *known)))

    @property
    def rules_version(self) -> str:
        """The version of the rules."""
        return RULES_VERSION


def plan_hash(plan: RemixPlan) -> str:
    """SHA-256 of a plan's canonical JSON in hex: what an approval knows the plan by."""
    return _sha256(plan.canonical_json())


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Cleared:
    """A plan that may be rendered, with what must be done for it; only `clear` makes one."""

    plan: RemixPlan
    duties: tuple[Duty, ...]
    output_license: str
    basis: Basis = field(compare=False)
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        if made_by is not FROM_CLEAR:
            raise TypeError("only clear() makes a Cleared: ask it about the plan")

    @property
    def grant_hashes(self) -> tuple[str, ...]:
        """The ids of the grants it was cleared under."""
        return self.basis.grant_hashes


@dataclass(frozen=True)
class NeedsApproval:
    """A plan that is allowed once the rights holders said yes to its sound; without a yes it is a no."""

    plan: RemixPlan
    approvals: tuple[Approval, ...]
    duties: tuple[Duty, ...]
    output_license: str
    basis: Basis = field(compare=False)

    @property
    def text(self) -> str:
        """Who wants to be asked, one sentence each."""
        return " ".join(approval.text for approval in self.approvals)


@dataclass(frozen=True)
class Refused:
    """Every reason against a plan, and the nearest plan that would be allowed, when there is one.

    nearest_changes: one sentence for each way in which `nearest` differs from the plan. nearest_places:
    which of the sources it uses; a song that only a mash-up brought in may go with it. none_because: where
    there is no nearest plan, a sentence on why.
    """

    reasons: tuple[Reason, ...]
    nearest: RemixPlan | None = None
    nearest_changes: tuple[str, ...] = ()
    basis: Basis | None = field(default=None, compare=False)
    nearest_places: tuple[int, ...] = ()
    none_because: str = ""

    @property
    def text(self) -> str:
        """All reasons, one sentence each."""
        return " ".join(reason.text for reason in self.reasons)

    @property
    def nearest_sources(self) -> tuple[Source, ...]:
        """The sources of the nearest plan; none where there is no such plan."""
        return tuple(self.basis.sources[place] for place in self.nearest_places) if self.basis else ()

    @property
    def nearest_patch(self) -> tuple[Change, ...] | None:
        """What turns the plan into its nearest allowed one (RFC 6902); None when there is none."""
        if self.nearest is None or self.basis is None:
            return None
        return patch(self.basis.plan, self.nearest)


Answer = Cleared | NeedsApproval | Refused


def basis_of(plan: RemixPlan, sources: Sequence[Source], facts: Facts) -> Basis:
    """What is about to be decided on."""
    return Basis(plan, tuple(sources), facts)
