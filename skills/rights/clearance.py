"""Clearance: a plan against every source's grant, and a Cleared or a Refused with all reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import InitVar, dataclass, replace
from itertools import chain

from audio_engine.plan import RemixPlan
from skills.rights import promises
from skills.rights.compatibility import output_license
from skills.rights.demands import Demands, demands
from skills.rights.judgement import Duty, Facts, Measured, Purpose, Reason, Repair, Source, Wish
from skills.rights.terms import SHELF
from skills.rights.wording import LEFT_OUT, without

__all__ = ["Cleared", "Duty", "Facts", "Measured", "Purpose", "Reason", "Refused", "Source", "Wish", "clear"]

_FROM_CLEAR = object()
_ROUNDS = 12


@dataclass(frozen=True)
class Cleared:
    """A plan that may be rendered, with what must be done for it; only `clear` makes one."""

    plan: RemixPlan
    duties: tuple[Duty, ...]
    output_license: str
    grant_hashes: tuple[str, ...]
    made_by: InitVar[object] = None

    def __post_init__(self, made_by: object) -> None:
        if made_by is not _FROM_CLEAR:
            raise TypeError("only clear() makes a Cleared: ask it about the plan")


@dataclass(frozen=True)
class Refused:
    """Every reason against a plan, and the nearest plan that would be allowed, when there is one.

    nearest_changes: one sentence for each way in which `nearest` differs from the plan.
    """

    reasons: tuple[Reason, ...]
    nearest: RemixPlan | None = None
    nearest_changes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All reasons, one sentence each."""
        return " ".join(reason.text for reason in self.reasons)


def clear(plan: RemixPlan, sources: Sequence[Source], facts: Facts | None = None) -> Cleared | Refused:
    """Judge a plan whose styles were replaced by their steps; pure, from its arguments alone.

    All sources must allow all of it. With `facts.measured` the rendered sound is judged too. Reasons
    name steps by their ids; steps without one (0) by their place, counted from 1.
    """
    facts = facts or Facts()
    if not sources:
        return Refused((Reason("source.missing", "house", "There is no song to make a remix of."),))
    numbered = _numbered(plan)
    reasons = _reasons(numbered, sources, facts)
    if reasons:
        reasons = _with_own_ids(reasons, plan)
        nearest = _nearest(numbered, sources, facts)
        if nearest is None:
            return Refused(reasons)
        told = tuple(dict.fromkeys(sentence for _, sentence in nearest.changes))
        return Refused(reasons, _renumbered(nearest.plan, plan), told)
    return Cleared(
        plan=plan,
        duties=_duties(numbered, sources, facts),
        output_license=facts.output_license or output_license([s.grant.base for s in sources]),
        grant_hashes=tuple(sorted({s.grant.hash for s in sources})),
        made_by=_FROM_CLEAR,
    )


def _numbered(plan: RemixPlan) -> RemixPlan:
    """The steps counted from 1: the steps of a style share its id, and each is judged by itself."""
    steps = tuple(s.model_copy(update={"id": n}) for n, s in enumerate(plan.steps, start=1))
    return plan.model_copy(update={"steps": steps})


def _renumbered(plan: RemixPlan, given: RemixPlan) -> RemixPlan:
    steps = tuple(s.model_copy(update={"id": given.steps[s.id - 1].id}) for s in plan.steps)
    return plan.model_copy(update={"steps": steps})


def _with_own_ids(reasons: tuple[Reason, ...], given: RemixPlan) -> tuple[Reason, ...]:
    own = {n: step.id or n for n, step in enumerate(given.steps, start=1)}
    return tuple(
        replace(reason, step_ids=tuple(dict.fromkeys(own[n] for n in reason.step_ids))) for reason in reasons
    )


def _demanded(plan: RemixPlan, sources: Sequence[Source]) -> list[tuple[Source, Demands]]:
    grants = [s.grant for s in sources]
    return [
        (source, demands(plan, source.song, (*grants[:n], *grants[n + 1 :])))
        for n, source in enumerate(sources)
    ]


def _reasons(plan: RemixPlan, sources: Sequence[Source], facts: Facts) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for source, asked in _demanded(plan, sources):
        found += _unknown(asked)
        found += chain.from_iterable(SHELF.take(t).judge(asked, source.grant, facts) for t in SHELF)
        found += promises.contradictions(plan, asked)
        if facts.measured is not None:
            found += promises.mismatches(plan, asked, facts.measured)
    return tuple(sorted(set(found), key=lambda r: (r.term, r.code, r.step_ids, r.text, str(r))))


def _unknown(asked: Demands) -> list[Reason]:
    return [
        Reason(
            code="step.not_judged",
            term="house",
            text=f"The plan holds a {use.name} step that cannot be judged; what it does must be spelled out.",
            step_ids=use.step_ids,
            got=use.name,
            unit="step",
        )
        for use in asked.unknown
    ]


def _duties(plan: RemixPlan, sources: Sequence[Source], facts: Facts) -> tuple[Duty, ...]:
    found: list[Duty] = []
    for source, asked in _demanded(plan, sources):
        found += chain.from_iterable(SHELF.take(t).duties(asked, source.grant, facts) for t in SHELF)
    return tuple(sorted(set(found), key=lambda d: (d.term, d.code, d.text)))


def _nearest(plan: RemixPlan, sources: Sequence[Source], facts: Facts) -> Repair | None:
    """The plan repaired until it is allowed; None when no change of the plan helps.

    Steps that are still refused after their repair are left out; so every round brings it closer.
    """
    planned = facts.model_copy(update={"measured": None})  # a repaired plan has no sound yet
    changes: list[tuple[int, str]] = []
    for round_number in range(_ROUNDS):
        reasons = _reasons(plan, sources, planned)
        if not reasons:
            return Repair(plan, _told(plan, changes)) if plan.steps else None
        if not all(_repairable(reason) for reason in reasons):
            return None
        repaired = _repaired(plan, sources) if round_number < _ROUNDS // 2 else Repair(plan)
        if repaired.plan == plan:
            repaired = without(plan, [i for reason in reasons for i in reason.step_ids])
        plan, changes = repaired.plan, [*changes, *repaired.changes]
    return None


def _told(plan: RemixPlan, changes: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The changes once each; of a step that went in the end, only that it did."""
    left = {step.id for step in plan.steps}
    return tuple(dict.fromkeys((i, told) for i, told in changes if i in left or told.startswith(LEFT_OUT)))


def _repairable(reason: Reason) -> bool:
    if reason.code == "keep.contradiction":
        return True
    return reason.term in SHELF and hasattr(SHELF.take(reason.term), "repair")


def _repaired(plan: RemixPlan, sources: Sequence[Source]) -> Repair:
    changes: list[tuple[int, str]] = []
    for source in sources:
        for term in SHELF:
            module = SHELF.take(term)
            if hasattr(module, "repair"):
                step: Repair = module.repair(plan, source, demands(plan, source.song))
                plan, changes = step.plan, [*changes, *step.changes]
    kept = promises.repair(plan, demands(plan, sources[0].song))
    return Repair(kept.plan, (*changes, *kept.changes))
