"""The nearest plan that is allowed: each term brings its part within the limits, until all agree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audio_engine.plan import RemixPlan
from skills.rights import promises
from skills.rights.demands import demands
from skills.rights.judgement import Reason, Repair, Source
from skills.rights.meeting import place_of
from skills.rights.stuck import NOTHING_LEFT, UNSOUND, stuck
from skills.rights.terms import layers_of, terms_with
from skills.rights.wording import LEFT_OUT, without

_REPAIRS = 6
Still = Callable[[RemixPlan, Sequence[Source]], tuple[Reason, ...]]


@dataclass(frozen=True)
class Nearest:
    """The nearest plan that is allowed, what changed step by step, and which of the sources it uses."""

    plan: RemixPlan
    changes: tuple[tuple[int, str], ...]
    places: tuple[int, ...]


def nearest_plan(plan: RemixPlan, sources: Sequence[Source], still: Still) -> Nearest | str:
    """The plan repaired until nothing stands against it; where no change of it helps, a sentence on why.

    still: what stands against a plan of those sources, its sound aside. Steps that are still refused
    after some rounds of repair are left out; so it comes to an end. A song that only a mash-up brought in
    goes with it.
    """
    given, rounds, changes = plan, 0, list[tuple[int, str]]()
    first = reasons = still(plan, sources)
    while reasons:
        repaired = _round(plan, _used(given, plan, sources), reasons, rounds)
        if repaired.plan == plan:
            return stuck(first, reasons)
        plan, changes = repaired.plan, [*changes, *repaired.changes]
        reasons = still(plan, _used(given, plan, sources))
        rounds += 1
    if not rounds:
        return UNSOUND
    if not plan.steps:
        return NOTHING_LEFT
    return Nearest(plan, _told(plan, changes), _places(given, plan, sources))


def _round(plan: RemixPlan, sources: Sequence[Source], reasons: tuple[Reason, ...], rounds: int) -> Repair:
    """One round of repair; the plan as it is where none of its steps could change anything."""
    helpless = not all(reason.step_ids for reason in reasons)
    if plan.of("mashup") and (helpless or any(reason.term == "mashup" for reason in reasons)):
        return without(plan, [step.id for step in plan.of("mashup")])
    if helpless:
        return Repair(plan)
    repaired = _repaired(plan, sources) if rounds < _REPAIRS else Repair(plan)
    if repaired.plan != plan:
        return repaired
    return without(plan, [i for reason in reasons for i in reason.step_ids])


def _used(given: RemixPlan, plan: RemixPlan, sources: Sequence[Source]) -> tuple[Source, ...]:
    return tuple(sources[place] for place in _places(given, plan, sources))


def _places(given: RemixPlan, plan: RemixPlan, sources: Sequence[Source]) -> tuple[int, ...]:
    """The places of the sources that a repaired plan still uses: all, until its last mash-up is gone."""
    gone = set() if plan.of("mashup") else {place_of(step) for step in given.of("mashup")}
    return tuple(place for place in range(len(sources)) if place == 0 or place not in gone)


def _told(plan: RemixPlan, changes: list[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    """What came of each step in the end, each sentence once; of a step that went, only that it did."""
    left = {step.id for step in plan.steps}
    last = {(i, told.split()[0]): told for i, told in changes}
    return tuple((i, told) for (i, _), told in last.items() if i in left or told.startswith(LEFT_OUT))


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
