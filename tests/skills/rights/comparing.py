"""Comparing the engine with the rules as they are written in `spec`, case by case."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from audio_engine.arrangement.edits import arranged
from audio_engine.errors import ImpossiblePlan
from audio_engine.plan import RemixPlan
from audio_engine.tuning.tempo import warp
from skills.catalog.song import SongFacts
from skills.rights.clearance import (
    Facts,
    NeedsApproval,
    Refused,
    Source,
    asking_for,
    clear,
    refusals,
)
from skills.rights.decision import plan_hash
from tests.skills.rights import spec
from tests.skills.rights.strategies.questions import Case, counted, questions

FULL_ANSWER_EVERY = 16
"""Of the refused cases, the share whose nearest plan is looked for too; it takes far longer than a no."""


@dataclass
class Tally:
    """What a comparison found; repairs are those of refused cases that were looked for.

    different: cases on which engine and rules differ; differences: one of them for each kind.
    """

    cases: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    duties: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    different: int = 0
    differences: dict[str, Case] = field(default_factory=dict)

    @property
    def allowed_share(self) -> float:
        """The share of cases that were cleared or wait for a yes."""
        return 1.0 - self.outcomes["refused"] / max(self.cases, 1)

    def __str__(self) -> str:
        shares = ", ".join(f"{name} {count}" for name, count in sorted(self.outcomes.items()))
        fixes = ", ".join(f"{name} {count}" for name, count in sorted(self.repairs.items()))
        return (
            f"{self.cases} cases, {self.different} differences; {shares}; "
            f"{len(self.codes)} codes of refusal, {len(self.duties)} of duties; nearest plans: {fixes}"
        )


def compare(cases: int, seed_number: int = 1) -> Tally:
    """Engine and spec compared on that many cases; the same seed gives the same cases."""
    tally = Tally()
    for case in questions(cases, seed_number):
        _count(case, tally)
    return tally


def _count(case: Case, tally: Tally) -> None:
    full = tally.cases % FULL_ANSWER_EVERY == 0
    tally.cases += 1
    expected, got = said(by_spec, case), said(by_engine if full else by_engine_quickly, case)
    tally.outcomes[got.outcome] += 1
    tally.codes.update({refusal.code for refusal in got.refusals})
    tally.duties.update(got.duties)
    if full and got.outcome == "refused":
        tally.repairs[_repair(case)] += 1
    if expected != got:
        tally.different += 1
        tally.differences.setdefault(_in_what(expected, got), case)


def _in_what(expected: spec.Verdict, got: spec.Verdict) -> str:
    """The codes, duties, approvals or licenses that one of the two has and the other has not."""
    codes = {(r.code, r.term) for r in expected.refusals ^ got.refusals}
    outcomes = (expected.outcome, got.outcome) if expected.outcome != got.outcome else ()
    if "refused" in outcomes or codes:
        return f"{sorted(codes)} {outcomes}"
    license = expected.license != got.license
    return (
        f"{sorted(expected.duties ^ got.duties)} {expected.approvals == got.approvals} {license} {outcomes}"
    )


def by_spec(case: Case) -> spec.Verdict:
    """The verdict of the rules."""
    plan = {**case.plan.model_dump(mode="json"), "hash": plan_hash(case.plan)}
    sources = [plain(source, case.plan) for source in case.sources]
    return spec.decide(plan, sources, case.facts.model_dump(mode="json"))


def plain(source: Source, plan: RemixPlan) -> dict[str, Any]:
    """A source as plain data, its grants by their canonical JSON, with what would be played of its song."""
    grants = [json.loads(grant.canonical_json()) for grant in source.grants]
    bare = source.model_dump(mode="json", exclude={"grants"})
    return {**bare, "grants": grants, "clips": clips(source.song, plan)}


def clips(song: SongFacts, plan: RemixPlan) -> list[tuple[float, float]] | None:
    """The stretches of a song that the engine would play; None where it cannot arrange the plan."""
    if not plan.of("sections", "length"):
        return None
    grid = song.hearing.grid
    try:
        timeline = arranged(plan, grid, warp(plan, grid), song.hearing)
    except ImpossiblePlan:
        return None
    return [(clip.start, clip.end) for clip in timeline.clips if not clip.silent]


def by_engine(case: Case) -> spec.Verdict:
    """The verdict of the engine."""
    answer = clear(case.plan, case.sources, case.facts)
    if isinstance(answer, Refused):
        return spec.Verdict("refused", _plain_refusals(answer.reasons))
    approvals = {(a.grant_hash, a.days) for a in getattr(answer, "approvals", ())}
    return spec.Verdict(
        "needs approval" if isinstance(answer, NeedsApproval) else "cleared",
        frozenset(),
        frozenset(duty.code for duty in answer.duties),
        frozenset(approvals),
        answer.output_license,
    )


def by_engine_quickly(case: Case) -> spec.Verdict:
    """The same, without looking for the nearest plan of a refused one."""
    if case.sources:
        against = refusals(asking_for(counted(case.plan), case.sources), case.facts)
        if against:
            own = {n: step.id or n for n, step in enumerate(case.plan.steps, start=1)}
            return spec.Verdict("refused", _plain_refusals(against, own))
    return by_engine(case)


def said(judge: Callable[[Case], spec.Verdict], case: Case) -> spec.Verdict:
    """What a judge says; one that breaks down says so."""
    try:
        return judge(case)
    except Exception as error:
        return spec.Verdict(f"broken by {error!r}")


def _plain_refusals(reasons: Any, own: dict[int, int] | None = None) -> frozenset[spec.Refusal]:
    """Without their sentences; own: the ids of steps by their places, where they were counted."""
    ids = own or {}
    return frozenset(
        spec.Refusal(
            r.code, r.term, tuple(sorted({ids.get(i, i) for i in r.step_ids})), r.limit, r.got, r.unit
        )
        for r in reasons
    )


def _repair(case: Case) -> str:
    """Whether there is a nearest plan, and whether both engine and spec then allow it."""
    answer = clear(case.plan, case.sources, case.facts)
    assert isinstance(answer, Refused)
    if answer.nearest is None:
        return "none"
    unheard = case.facts.model_copy(update={"measured": None})
    repaired = Case(answer.nearest, answer.nearest_sources, unheard)
    both = by_spec(repaired).outcome, by_engine(repaired).outcome
    return "verified" if "refused" not in both else "wrong"


def smallest(case: Case) -> Case:
    """The case with everything left out that the difference does not need."""
    while True:
        smaller = next((c for c in _smaller(case) if said(by_spec, c) != said(by_engine_quickly, c)), None)
        if smaller is None:
            return case
        case = smaller


def _smaller(case: Case) -> Iterator[Case]:
    plan, sources, facts = case.plan, case.sources, case.facts
    for name in ("steps", "keep"):
        for less in _without_one(getattr(plan, name)):
            yield Case(plan.model_copy(update={name: less}), sources, facts)
    for less in _without_one(sources):
        yield Case(plan, less, facts)
    for place, source in enumerate(sources):
        for grants in _fewer_grants(source.grants):
            new = source.model_copy(update={"grants": grants})
            yield Case(plan, (*sources[:place], new, *sources[place + 1 :]), facts)
    for name, info in Facts.model_fields.items():
        if getattr(facts, name) != info.get_default(call_default_factory=True):
            usual = info.get_default(call_default_factory=True)
            yield Case(plan, sources, facts.model_copy(update={name: usual}))


def _fewer_grants(grants: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    yield from _without_one(grants)
    for place, grant in enumerate(grants):
        for less in _without_one(grant.sections):
            new = grant.model_copy(update={"sections": less})
            yield (*grants[:place], new, *grants[place + 1 :])


def _without_one(items: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    for place in range(len(items)):
        yield (*items[:place], *items[place + 1 :])


def told(case: Case) -> str:
    """The case and what each of the two says."""
    expected, got = said(by_spec, case), said(by_engine_quickly, case)
    if expected.outcome == got.outcome == "refused":
        rules, engine = sorted(map(str, expected[1] - got[1])), sorted(map(str, got[1] - expected[1]))
        return f"{case}\nonly the rules say: {rules}\nonly the engine says: {engine}"
    return f"{case}\nthe rules say: {expected}\nthe engine says: {got}"
