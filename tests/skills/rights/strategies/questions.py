"""Questions to clearance: sources, plans and facts drawn by Hypothesis, crossed at random."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from audio_engine.plan import RemixPlan
from skills.rights.clearance import Facts, Source
from skills.rights.decision import plan_hash
from skills.rights.demands import demands
from skills.rights.judgement import Approved, Measured
from tests.skills.rights.strategies import SOUNDS, facts, sources
from tests.skills.rights.strategies.sections import LATER, NOON
from tests.skills.rights.strategies.steps import plans


@dataclass(frozen=True)
class Case:
    """One question."""

    plan: RemixPlan
    sources: tuple[Source, ...]
    facts: Facts

    def __str__(self) -> str:
        grants = [[g.canonical_json() for g in source.grants] for source in self.sources]
        plan = self.plan.model_dump(mode="json", exclude_defaults=True)
        facts = self.facts.model_dump_json(exclude_defaults=True)
        return f"plan {json.dumps(plan)}\ngrants {grants}\nfacts {facts}"


def questions(cases: int, seed_number: int) -> Iterator[Case]:
    """That many questions: sources, plans and facts drawn by Hypothesis, crossed at random.

    A few hundred of each make far more questions than can be asked, and drawing takes longer than asking.
    """
    most = 60 + int(2 * cases**0.5)
    chance = Random(seed_number)
    known = drawn(sources, 2 * most, seed_number)
    asked, circumstances = drawn(plans, most, seed_number), drawn(facts, most, seed_number)
    for _ in range(cases):
        songs = chance.choices((0, 1, 2, 3, 17), weights=(2, 800, 130, 65, 1))[0]
        lineup = tuple(chance.choices(known, k=songs))
        some = chance.choices(asked, k=8)
        plan = next((plan for plan in some if _may_meet(plan, lineup)), some[0])
        yield Case(plan, lineup, _with_a_yes(chance.choice(circumstances), plan, lineup, chance))


def _may_meet(plan: RemixPlan, lineup: tuple[Source, ...]) -> bool:
    """Whether every song that the plan names is there."""
    return all(int(step.song[1:]) < len(lineup) for step in plan.of("mashup"))


def drawn(strategy: Any, count: int, seed_number: int) -> list[Any]:
    """About that many different examples of a strategy."""
    found: dict[str, Any] = {}

    @seed(seed_number)
    @settings(
        max_examples=count,
        phases=(Phase.generate,),
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def one(example: Any) -> None:
        found[repr(example)] = example

    one()
    return list(found.values())


def _with_a_yes(known: Facts, plan: RemixPlan, lineup: tuple[Source, ...], chance: Random) -> Facts:
    """The facts, with approvals of which most are to this plan, sound and grant, where there is a sound."""
    hashes = [grant.hash for source in lineup for grant in source.grants]
    if not lineup or (known.measured is None and (not known.shared or chance.random() < 0.7)):
        return known
    sound = known.measured or Measured(seconds_ms=None, sound_sha256=SOUNDS[0])
    sound = chance.choice((sound, _near_the_plan(sound, plan, lineup, chance)))
    approvals = tuple(
        Approved(
            grant_hash=own_hash,
            plan_hash=chance.choice((plan_hash(plan),) * 6 + ("f" * 64,)),
            sound_sha256=chance.choice((sound.sound_sha256 or SOUNDS[0],) * 4 + SOUNDS),
            until=chance.choice((None, None, NOON, LATER)),
        )
        for own_hash in hashes[: chance.choice((0, 1, 9))]
    )
    return known.model_copy(update={"measured": sound, "approvals": approvals})


def _near_the_plan(sound: Measured, plan: RemixPlan, lineup: tuple[Source, ...], chance: Random) -> Measured:
    """A sound that is what the plan asks for, or off by about as much as may be."""
    wanted = demands(counted(plan), lineup)
    slowest, fastest = (
        _about(1_000_000 + change_ppm, chance) for change_ppm in (wanted.tempo.lowest, wanted.tempo.highest)
    )
    either = (
        (chance.choice((slowest, fastest)), None),
        (None, (slowest, fastest)),
        (None, (slowest, fastest)),
    )
    whole_ppm, parts_ppm = chance.choice((*either, (None, None)))
    cents = chance.choice((wanted.pitch.lowest, wanted.pitch.highest)) + chance.choice((0, 10, 11, -10, -11))
    return sound.model_copy(
        update={
            "tempo_ratio_ppm": whole_ppm,
            "tempo_parts_ppm": parts_ppm,
            "tempo_untold_ms": chance.choice(((), ((0, 4_000),))),
            "pitch_cents": cents,
            "seconds_ms": max(wanted.seconds_ms + chance.choice((0, 250, 251, -250, -251)), 0),
        }
    )


def _about(ratio_ppm: int, chance: Random) -> int:
    off = (0, 0, ratio_ppm // 200, ratio_ppm // 200 + 1, -ratio_ppm // 200, -ratio_ppm // 100)
    return max(ratio_ppm + chance.choice(off), 1)


def counted(plan: RemixPlan) -> RemixPlan:
    """The plan with its steps counted from 1."""
    steps = tuple(s.model_copy(update={"id": n}) for n, s in enumerate(plan.steps, start=1))
    return plan.model_copy(update={"steps": steps})
