"""Laws that every decision keeps, whatever the plan, the grants and the facts are: L1 to L10.

Each is held to by questions drawn at random over all terms; `order` says of every field of a grant what
makes it stricter, so that no term is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from audio_engine.plan import RemixPlan
from skills.rights.clearance import Cleared, Facts, Refused, Source, clear
from skills.rights.codes import all_codes
from skills.rights.grant import Grant, Section
from skills.rights.license import parse_grant
from skills.rights.terms import SHELF, section_kinds
from skills.rights.terms.training import Training
from skills.rights.terms.validity import Validity
from tests.skills.rights.comparing import by_engine_quickly
from tests.skills.rights.strategies import for_layer
from tests.skills.rights.strategies.order import PERMISSIONS, PROHIBITIONS, STRICTER, stricter
from tests.skills.rights.strategies.questions import Case, drawn, questions
from tests.skills.rights.strategies.sections import LATER, NOON, SECTIONS
from tests.skills.rights.strategies.unknown import less_known

ORDER = ("refused", "needs approval", "cleared")
ADDING_UP = ("tempo", "pitch", "key", "stem", "effect", "duck", "length")
"""Steps whose values add up: when one goes, another may have to follow."""

ASKING_FOR_FACTS = ("validity", "territory", "platforms", "people", "content", "quota")
FREE = Grant(license="CC0-1.0", sections=(Training(allowed=True),))


@pytest.fixture(scope="module")
def asked() -> tuple[Case, ...]:
    return tuple(case for case in questions(450, seed_number=5) if case.sources)


def outcome(case: Case) -> int:
    """0 refused, 1 waiting for a yes, 2 cleared."""
    return ORDER.index(by_engine_quickly(case).outcome)


def under(case: Case, grant: Grant, instead_of: Grant) -> Case:
    """The same question under another grant."""
    sources = tuple(
        source.model_copy(update={"grants": tuple(grant if g is instead_of else g for g in source.grants)})
        for source in case.sources
    )
    return Case(case.plan, sources, case.facts)


def with_section(grant: Grant, section: Section) -> Grant:
    """The grant with that section in place of its own."""
    rest = (s for s in grant.sections if s.KEY != section.KEY)
    return grant.model_copy(update={"sections": (*rest, section)})


def own_grants(case: Case) -> Iterator[Grant]:
    """Those that state terms of their own."""
    return (grant for source in case.sources for grant in source.grants if grant.base.is_custom)


def narrowings(case: Case, keys: Any, chance: Random, names: Any = None) -> Iterator[Case]:
    """The question under grants that are stricter in one field of one section."""
    for grant in own_grants(case):
        for key in keys:
            narrower = stricter(grant.section(section_kinds()[key]), names)
            if narrower:
                yield under(case, with_section(grant, chance.choice(narrower)), grant)


def test_every_field_of_every_section_has_an_order() -> None:
    assert {key: set(kind.model_fields) for key, kind in section_kinds().items()} == {
        key: set(fields) for key, fields in STRICTER.items()
    }


def test_l1_one_more_prohibition_never_makes_a_refused_plan_allowed(asked: tuple[Case, ...]) -> None:
    chance, made_a_difference = Random(1), 0
    for case in asked:
        before = outcome(case)
        for key, name in chance.sample(PROHIBITIONS, 2):
            for narrower in narrowings(case, (key,), chance, (name,)):
                after = outcome(narrower)
                made_a_difference += after < before
                assert after <= before, f"{key}.{name}: {narrower}"
    assert made_a_difference >= 5


def test_l2_one_more_permission_never_makes_an_allowed_plan_refused(asked: tuple[Case, ...]) -> None:
    chance, made_a_difference = Random(2), 0
    for case in asked:
        after = outcome(case)
        for grant in own_grants(case):
            stated = [s for s in grant.sections if s.KEY in PERMISSIONS]
            for section in chance.sample(stated, min(len(stated), 2)):
                rest = tuple(s for s in grant.sections if s is not section)
                before = outcome(under(case, grant.model_copy(update={"sections": rest}), grant))
                made_a_difference += before < after
                assert before <= after, f"{section.KEY}: {case}"
    assert made_a_difference >= 5


def test_l3_a_narrower_grant_never_allows_more(asked: tuple[Case, ...]) -> None:
    chance, made_a_difference = Random(3), set()
    for case in asked:
        before = outcome(case)
        for key in chance.sample(sorted(STRICTER), 4):
            for narrower in narrowings(case, (key,), chance):
                after = outcome(narrower)
                made_a_difference |= {key} if after < before else set()
                assert after <= before, f"{key}: {narrower}"
    assert len(made_a_difference) >= 8


def test_l4_order_and_repetition_change_nothing(asked: tuple[Case, ...]) -> None:
    chance = Random(4)
    for case in asked:
        facts = case.facts.model_copy(
            update={
                "wishes": tuple(reversed((*case.facts.wishes, *case.facts.wishes))),
                "approvals": tuple(reversed((*case.facts.approvals, *case.facts.approvals))),
                "standards": tuple(reversed((*case.facts.standards, *case.facts.standards))),
            }
        )
        plan = case.plan.model_copy(update={"keep": tuple(reversed((*case.plan.keep, *case.plan.keep)))})
        sources = [s.model_copy(update={"grants": s.grants[::-1]}) for s in case.sources]
        if not plan.of("mashup"):  # it names songs by their place
            chance.shuffle(sources)
        other = Case(plan, tuple(sources), facts)
        approvals = {a.plan_hash for a in case.facts.approvals}  # of the plan as it was
        if not (approvals and case.plan.keep):
            assert by_engine_quickly(case) == by_engine_quickly(other), case


def test_l5_knowing_less_never_allows_more(asked: tuple[Case, ...]) -> None:
    chance, made_a_difference = Random(5), 0
    some = {key: drawn(SECTIONS[key], 6, 5) for key in ASKING_FOR_FACTS}
    for case in asked:
        for grant in list(own_grants(case)):
            key = chance.choice(ASKING_FOR_FACTS)
            section = section_kinds()[key].model_validate_json(json.dumps(chance.choice(some[key])))
            case = under(case, with_section(grant, section), grant)
        before = outcome(case)
        for less in chance.sample(list(less_known(case)), 5):
            after = outcome(less)
            made_a_difference += after < before
            assert after <= before, less
    assert made_a_difference >= 8


def test_l6_a_nearest_plan_is_allowed_is_its_own_nearest_and_changes_what_was_refused(
    asked: tuple[Case, ...],
) -> None:
    repaired = 0
    for case in asked[:350]:
        answer = clear(case.plan, case.sources, case.facts)
        if not isinstance(answer, Refused) or answer.nearest is None:
            continue
        repaired += 1
        unheard = case.facts.model_copy(update={"measured": None})
        again = clear(answer.nearest, answer.nearest_sources, unheard)
        assert not isinstance(again, Refused), case
        assert again.plan == answer.nearest
        assert answer.nearest_changes
        _changed_only_what_was_named(case.plan, answer)
    assert repaired >= 5


def _changed_only_what_was_named(plan: RemixPlan, answer: Refused) -> None:
    assert answer.nearest is not None
    named = {i for reason in answer.reasons for i in reason.step_ids}
    left = list(answer.nearest.steps)
    for place, step in enumerate(plan.steps, start=1):
        if step in left:
            left.remove(step)
        else:
            assert (step.id or place) in named or step.op in ADDING_UP, (plan, answer)
    assert answer.nearest.keep == plan.keep


def reasons(plan: RemixPlan, sources: tuple[Source, ...], facts: Facts, without: tuple[str, ...]) -> Any:
    """What stands against it, but for some terms."""
    verdict = by_engine_quickly(Case(plan, sources, facts))
    return {r for r in verdict.refusals if r.term not in without and r.code != "layer.licenses_clash"}


TOGETHER = ("mashup", "derivative", "derivatives", "share-alike")
"""Terms about the songs that meet: they say nothing of one song alone."""


def test_l7_several_songs_are_refused_for_what_any_of_them_is_refused_for(asked: tuple[Case, ...]) -> None:
    chance = Random(7)
    for case in asked:
        other = chance.choice(asked).sources[0]
        if not case.plan.of("mashup"):
            one = reasons(case.plan, case.sources[:1], case.facts, TOGETHER)
            two = reasons(case.plan, (other,), case.facts, TOGETHER)
            both = reasons(case.plan, (case.sources[0], other), case.facts, TOGETHER)
            assert both == one | two, case


def test_l7_two_layers_are_refused_for_what_either_is_refused_for(asked: tuple[Case, ...]) -> None:
    chance = Random(8)
    grants = [grant for case in asked for source in case.sources for grant in source.grants]
    for case in asked:
        recording = for_layer(chance.choice(grants), "sound_recording")
        work = for_layer(chance.choice(grants), "musical_work")
        alone = [(recording, for_layer(FREE, "musical_work")), (for_layer(FREE, "sound_recording"), work)]
        found = []
        for pair in ((recording, work), *alone):
            source = case.sources[0].model_copy(update={"grants": pair})
            found.append(reasons(case.plan, (source,), case.facts, ("mashup", "share-alike")))
        assert found[0] == found[1] | found[2], case


def test_l8_a_decision_follows_from_what_its_basis_holds(asked: tuple[Case, ...]) -> None:
    for case in asked[:250]:
        read_again = Case(
            RemixPlan.model_validate_json(case.plan.model_dump_json()),
            tuple(
                source.model_copy(update={"grants": tuple(_read_again(g) for g in source.grants)})
                for source in case.sources
            ),
            Facts.model_validate_json(case.facts.model_dump_json()),
        )
        one, other = (clear(c.plan, c.sources, c.facts) for c in (case, read_again))
        assert one == other
        assert one.basis is not None
        assert other.basis is not None
        assert one.basis.grant_hashes == other.basis.grant_hashes
        assert one.basis.plan_hash == other.basis.plan_hash
        assert one.basis.facts_hash == other.basis.facts_hash


def _read_again(grant: Grant) -> Grant:
    """The grant by way of its file; as it is where no file may say what it says."""
    if any(grant.section(kind).conflict(grant) for kind in section_kinds().values()):
        return grant
    return parse_grant(grant.canonical_json())


def test_l9_a_window_counts_at_its_first_moment_and_not_at_its_last(asked: tuple[Case, ...]) -> None:
    window = Validity.model_validate_json('{"from": "2026-06-01T12:00Z", "until": "2026-06-08T12:00Z"}')
    assert window.window == (NOON, LATER)
    tried = 0
    for case in asked:
        timed, own = case, list(own_grants(case))
        for grant in own:
            timed = under(timed, with_section(grant, window), grant)
        own = [grant for grant in own if "musical_work" in grant.covers]  # every remix uses the composition
        for now, code in ((NOON - 1, "not_yet"), (NOON, ""), (LATER - 1, ""), (LATER, "expired")):
            then = case.facts.model_copy(update={"now": now})
            verdict = by_engine_quickly(Case(timed.plan, timed.sources, then))
            told = {r.code for r in verdict.refusals if r.term == "validity"}
            assert told == {f"validity.{code}"} if code and own else not told or code, timed
            tried += bool(own) and verdict.outcome != "refused"
    assert tried >= 10


def test_l10_every_refusal_has_reasons_that_name_what_there_is(asked: tuple[Case, ...]) -> None:
    known = set(all_codes())
    for case in asked[:350]:
        answer = clear(case.plan, case.sources, case.facts)
        if isinstance(answer, Refused):
            assert answer.reasons
            ids = {step.id or place for place, step in enumerate(case.plan.steps, start=1)}
            for reason in answer.reasons:
                assert set(reason.step_ids) <= ids
                assert reason.code in known
                assert reason.term in (*SHELF, "house")
                assert reason.text.endswith(".")
        elif isinstance(answer, Cleared):
            assert by_engine_quickly(case).outcome == "cleared"
