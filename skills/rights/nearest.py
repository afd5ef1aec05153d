"""The nearest plan that is allowed: each term brings its part within the limits, until all agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from audio_engine.plan import RemixPlan
from skills.rights import promises
from skills.rights.demands import demands
from skills.rights.judgement import Reason, Repair, Source
from skills.rights.terms import SHELF, layers_of, terms_with
from skills.rights.wording import LEFT_OUT, without

_REPAIRS = 6


def nearest_plan(
    plan: RemixPlan, sources: Sequence[Source], still: Callable[[RemixPlan], tuple[Reason, ...]]
) -> Repair | None:
    """The plan repaired until nothing stands against it; None when no change of the plan helps.

    still: what stands against a plan, its sound aside; where nothing does, no other plan is nearer.
    Steps that are still refused after some rounds of repair are left out; so it comes to an end.
    """
    changes: list[tuple[int, str]] = []
    rounds = 0
    while reasons := still(plan):
        if not all(_repairable(reason) for reason in reasons):
            return None
        repaired = _repaired(plan, sources) if rounds < _REPAIRS else Repair(plan)
        if repaired.plan == plan:
            repaired = without(plan, [i for reason in reasons for i in reason.step_ids])
        plan, changes = repaired.plan, [*changes, *repaired.changes]
        rounds += 1
    return Repair(plan, _told(plan, changes)) if plan.steps and rounds else None


def _told(plan: RemixPlan, changes: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """The changes once each; of a step that went in the end, only that it did."""
    left = {step.id for step in plan.steps}
    return tuple(dict.fromkeys((i, told) for i, told in changes if i in left or told.startswith(LEFT_OUT)))


def _repairable(reason: Reason) -> bool:
    if reason.code == "keep.contradiction":
        return True
    return bool(reason.step_ids and reason.term in SHELF and SHELF.take(reason.term) in terms_with("repair"))


def _repaired(plan: RemixPlan, sources: Sequence[Source]) -> Repair:
    changes: list[tuple[int, str]] = []
    for index, source in enumerate(sources):
        wanted = demands(plan, sources, index)
        for grant in source.grants:
            for term in terms_with("repair"):
                if set(layers_of(term)).isdisjoint({*grant.covers}.intersection(wanted.needs)):
                    continue
                step: Repair = term.repair(plan, source, grant, wanted)
                changes += step.changes
                if step.plan != plan:
                    plan, wanted = step.plan, demands(step.plan, sources, index)
    kept = promises.repair(plan, demands(plan, sources)) if plan.keep else Repair(plan)
    return Repair(kept.plan, (*changes, *kept.changes))
