"""Clearance: a plan against every source's grants, decided by all terms, with all reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audio_engine.plan import RemixPlan
from skills.rights import promises
from skills.rights.compatibility import output_license
from skills.rights.coverage import needed, uncovered
from skills.rights.decision import (
    FROM_CLEAR,
    Answer,
    Basis,
    Cleared,
    NeedsApproval,
    Refused,
    basis_of,
    plan_hash,
)
from skills.rights.demands import Demands, demands
from skills.rights.grant import Grant, Layer
from skills.rights.judgement import (
    Approval,
    Duty,
    Facts,
    Measured,
    Person,
    Purpose,
    Reason,
    Source,
    Standing,
    Wish,
)
from skills.rights.nearest import nearest_plan
from skills.rights.terms import SHELF, layers_of

__all__ = [
    "Cleared", "Duty", "Facts", "Measured", "NeedsApproval", "Person", "Purpose", "Reason", "Refused",
    "Source", "Standing", "Wish", "clear",
]  # fmt: skip

Judge = Callable[[Demands, Grant, Facts], list[Reason]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one source; `grants` are those that speak for a layer that is used.

    by_term: those grants with the judges that can refuse anything under them.
    """

    source: Source
    demands: Demands
    by_term: tuple[tuple[Grant, tuple[Judge, ...]], ...]


@dataclass(frozen=True, slots=True)
class Asking:
    """A plan and its sources, made ready to be decided on under any facts."""

    plan: RemixPlan
    sources: tuple[Source, ...]
    asked: tuple[Asked, ...]


def clear(plan: RemixPlan, sources: Sequence[Source], facts: Facts | None = None) -> Answer:
    """Judge a plan whose styles were replaced by their steps; pure, from its arguments alone.

    All sources must allow all of it. With `facts.measured` the rendered sound is judged too. Reasons
    name steps by their ids; steps without one (0) by their place, counted from 1.
    """
    facts = facts or Facts()
    basis = basis_of(plan, sources, facts)
    if not sources:
        text = "There is no song to make a remix of."
        return Refused((Reason("source.missing", "house", text),), basis=basis)
    asking = asking_for(_numbered(plan), sources, facts)
    reasons = refusals(asking, facts)
    if reasons:
        return _refused(asking, reasons, basis)
    return _allowed(asking, basis)


def asking_for(plan: RemixPlan, sources: Sequence[Source], facts: Facts) -> Asking:
    """The question made ready: what each source is asked, and which of its terms have a say."""
    asked = []
    for index, source in enumerate(sources):
        wanted = demands(plan, sources, index)
        used = needed(wanted, facts)
        by_term = tuple(
            (grant, judges_of(grant, used)) for grant in source.grants if set(grant.covers) & set(used)
        )
        asked.append(Asked(source, wanted, by_term))
    return Asking(plan, tuple(sources), tuple(asked))


def judges_of(grant: Grant, used: Sequence[Layer]) -> tuple[Judge, ...]:
    """The terms that can refuse anything under this grant, for the layers that are used."""
    spoken = set(grant.covers) & set(used)
    found = []
    for name in SHELF:
        term = SHELF.take(name)
        if spoken & set(layers_of(term)) and (term.SECTION is None or grant.section(term.SECTION).binds):
            found.append(term.judge)
    return tuple(found)


def refusals(asking: Asking, facts: Facts) -> tuple[Reason, ...]:
    """Every reason against it, in one order whatever the order of sources; none when it is allowed."""
    found: list[Reason] = []
    for asked in asking.asked:
        wanted = asked.demands
        found += uncovered(wanted, asked.source.grants, facts)
        for grant, judges in asked.by_term:
            for judge in judges:
                found += judge(wanted, grant, facts)
        if wanted.unknown:
            found += _unknown(wanted)
        if asking.plan.keep:
            found += promises.contradictions(asking.plan, wanted)
        if facts.measured is not None:
            found += promises.mismatches(asking.plan, wanted, facts.measured)
    return tuple(sorted(set(found), key=_order)) if found else ()


def duties(asking: Asking, facts: Facts) -> tuple[Duty, ...]:
    """Everything that must be done for it, in order."""
    found = {
        duty
        for asked in asking.asked
        for grant, _ in asked.by_term
        for name in SHELF
        for duty in SHELF.take(name).duties(asked.demands, grant, facts)
    }
    return tuple(sorted(found, key=lambda d: (d.term, d.code, d.text)))


def approvals(asking: Asking, facts: Facts) -> tuple[Approval, ...]:
    """The rights holders that still have to say yes to this very plan and this very sound."""
    wanted = {
        approval
        for asked in asking.asked
        for grant, _ in asked.by_term
        for name in SHELF
        if hasattr(SHELF.take(name), "approvals")
        for approval in SHELF.take(name).approvals(asked.demands, grant, facts)
    }
    return tuple(sorted(wanted))


def _order(reason: Reason) -> tuple[object, ...]:
    return (reason.term, reason.code, reason.step_ids, reason.text, str(reason))


def _allowed(asking: Asking, basis: Basis) -> Cleared | NeedsApproval:
    facts = basis.facts
    owed = duties(asking, facts)
    carried = facts.output_license or output_license([g.base for s in asking.sources for g in s.grants])
    wanted = approvals(asking, facts)
    waiting = tuple(one for one in wanted if not _given(one, basis)) if wanted else ()
    if waiting:
        return NeedsApproval(basis.plan, waiting, owed, carried, basis)
    return Cleared(basis.plan, owed, carried, basis, made_by=FROM_CLEAR)


def _given(wanted: Approval, basis: Basis) -> bool:
    """Whether there is a yes to this plan and this sound that still counts."""
    facts, sound = basis.facts, basis.facts.measured and basis.facts.measured.sound_sha256
    return bool(sound) and any(
        yes.grant_hash == wanted.grant_hash
        and yes.sound_sha256 == sound
        and (yes.until is None or (facts.now is not None and facts.now < yes.until))
        and yes.plan_hash == plan_hash(basis.plan)
        for yes in facts.approvals
    )


def _refused(asking: Asking, reasons: tuple[Reason, ...], basis: Basis) -> Refused:
    told = _with_own_ids(reasons, basis.plan)
    facts = basis.facts.model_copy(update={"measured": None})  # a repaired plan has no sound yet

    def still(plan: RemixPlan) -> tuple[Reason, ...]:
        return refusals(asking_for(plan, asking.sources, facts), facts)

    nearest = nearest_plan(asking.plan, asking.sources, still)
    if nearest is None:
        return Refused(told, basis=basis)
    changes = tuple(dict.fromkeys(sentence for _, sentence in nearest.changes))
    return Refused(told, _renumbered(nearest.plan, basis.plan), changes, basis)


def _numbered(plan: RemixPlan) -> RemixPlan:
    """The steps counted from 1: the steps of a style share its id, and each is judged by itself."""
    steps = tuple(s.model_copy(update={"id": n}) for n, s in enumerate(plan.steps, start=1))
    return plan.model_copy(update={"steps": steps})


def _renumbered(plan: RemixPlan, given: RemixPlan) -> RemixPlan:
    steps = tuple(s.model_copy(update={"id": given.steps[s.id - 1].id}) for s in plan.steps)
    return plan.model_copy(update={"steps": steps})


def _with_own_ids(reasons: tuple[Reason, ...], given: RemixPlan) -> tuple[Reason, ...]:
    own = {n: step.id or n for n, step in enumerate(given.steps, start=1)}
    return tuple(r._replace(step_ids=tuple(dict.fromkeys(own[n] for n in r.step_ids))) for r in reasons)


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
