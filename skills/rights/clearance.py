"""Clearance: a plan against every source's grants, decided by all terms, with all reasons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from audio_engine.plan import RemixPlan
from skills.rights import promises
from skills.rights.compatibility import output_license
from skills.rights.coverage import uncovered
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
from skills.rights.terms import layers_of, terms_with
from skills.rights.terms.approval import OBTAIN

__all__ = [
    "Cleared", "Duty", "Facts", "Measured", "NeedsApproval", "Person", "Purpose", "Reason", "Refused",
    "Source", "Standing", "Wish", "clear",
]  # fmt: skip

_IN_ORDER = itemgetter(1, 0, 3, 2, 6, 4, 5)
"""Reasons by term, code, steps and text; what is left tells apart those that say the same."""

Judge = Callable[[Demands, Grant, Facts], list[Reason]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of one source, made ready.

    against: what stands against it whatever the facts are. grants: those that speak for a layer that is
    used, each with the terms that can refuse anything under it.
    """

    source: Source
    demands: Demands
    against: tuple[Reason, ...]
    grants: tuple[tuple[Grant, tuple[Judge, ...]], ...]


@dataclass(frozen=True)
class Asking:
    """A plan and its sources, made ready to be decided on under any facts.

    unsung: what is asked of each source as long as nobody's voice is to be imitated.
    """

    plan: RemixPlan
    sources: tuple[Source, ...]
    unsung: tuple[Asked, ...]

    @cached_property
    def sung(self) -> tuple[Asked, ...]:
        """What is asked of each source where its singer's voice is to be imitated: one layer more."""
        return tuple(
            _asked(self.plan, one.source, one.demands, (*one.demands.needs, "performer_voice"))
            for one in self.unsung
        )

    def under(self, facts: Facts) -> tuple[Asked, ...]:
        """What is asked of each source under these facts."""
        return self.sung if "clone-voice" in facts.wishes else self.unsung


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
    asking = asking_for(_numbered(plan), sources)
    reasons = refusals(asking, facts)
    if reasons:
        return _refused(asking, reasons, basis)
    return _allowed(asking, basis)


def asking_for(plan: RemixPlan, sources: Sequence[Source]) -> Asking:
    """The question made ready: what each source is asked, and which of its terms have a say.

    Every step of the plan must have an id of its own (`clear` sees to that).
    """
    wanted = [demands(plan, sources, index) for index in range(len(sources))]
    pairs = zip(sources, wanted, strict=True)
    return Asking(plan, tuple(sources), tuple(_asked(plan, s, w, w.needs) for s, w in pairs))


def _asked(plan: RemixPlan, source: Source, wanted: Demands, used: tuple[Layer, ...]) -> Asked:
    against = [*uncovered(wanted, source.grants, used), *_unknown(wanted)]
    if plan.keep:
        against += promises.contradictions(plan, wanted)
    grants = (grant for grant in source.grants if not set(used).isdisjoint(grant.covers))
    return Asked(source, wanted, tuple(against), tuple((grant, judges_of(grant, used)) for grant in grants))


def judges_of(grant: Grant, used: Sequence[Layer]) -> tuple[Judge, ...]:
    """The terms that can refuse anything under this grant, for the layers that are used."""
    spoken = set(grant.covers).intersection(used)
    return tuple(
        term.judge
        for term in terms_with("judge")
        if not spoken.isdisjoint(layers_of(term))
        and (term.SECTION is None or grant.section(term.SECTION).binds)
    )


def refusals(asking: Asking, facts: Facts) -> tuple[Reason, ...]:
    """Every reason against it, in one order whatever the order of sources; none when it is allowed."""
    found: list[Reason] = []
    for asked in asking.under(facts):
        wanted = asked.demands
        found += asked.against
        for grant, judges in asked.grants:
            for judge in judges:
                found += judge(wanted, grant, facts)
        if facts.measured is not None:
            found += promises.mismatches(asking.plan, wanted, facts.measured)
    return tuple(found) if len(found) < 2 else tuple(sorted(set(found), key=_IN_ORDER))


def duties(asking: Asking, facts: Facts) -> tuple[Duty, ...]:
    """Everything that must be done for it, in order."""
    found: list[Duty] = []
    for asked in asking.under(facts):
        for grant, _ in asked.grants:
            for term in terms_with("duties"):
                found += term.duties(asked.demands, grant, facts)
    return tuple(sorted(set(found), key=itemgetter(1, 0, 2, 3, 4, 5)))


def approvals(asking: Asking, facts: Facts) -> tuple[Approval, ...]:
    """The rights holders that still have to say yes to this very plan and this very sound."""
    wanted = {
        approval
        for term in terms_with("approvals")
        for asked in asking.under(facts)
        for grant, _ in asked.grants
        for approval in term.approvals(asked.demands, grant, facts)
    }
    return tuple(sorted(wanted))


def _allowed(asking: Asking, basis: Basis) -> Cleared | NeedsApproval:
    facts = basis.facts
    owed = duties(asking, facts)
    speaking = [grant.base for asked in asking.under(facts) for grant, _ in asked.grants]
    carried = facts.output_license or output_license(speaking)
    wanted = approvals(asking, facts)
    waiting = tuple(one for one in wanted if not _given(one, basis)) if wanted else ()
    if waiting:
        return NeedsApproval(basis.plan, waiting, owed, carried, basis)
    still = tuple(duty for duty in owed if duty.code != OBTAIN) if wanted else owed
    return Cleared(basis.plan, still, carried, basis, made_by=FROM_CLEAR)


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

    def still(plan: RemixPlan, sources: Sequence[Source]) -> tuple[Reason, ...]:
        ready = asking if plan is asking.plan else asking_for(plan, sources)
        return refusals(ready, facts)

    nearest = nearest_plan(asking.plan, asking.sources, still)
    if isinstance(nearest, str):
        return Refused(told, basis=basis, none_because=nearest)
    changes = tuple(dict.fromkeys(sentence for _, sentence in nearest.changes))
    return Refused(told, _renumbered(nearest.plan, basis.plan), changes, basis, nearest.places)


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
