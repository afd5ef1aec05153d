"""What a decision was made on, and what it says of itself."""

from __future__ import annotations

import dataclasses

import pytest

from audio_engine.plan import Effect, Layer, RemixPlan, Tempo
from skills.rights.clearance import Facts, NeedsApproval, Refused, Source, Standing, clear
from skills.rights.decision import Basis, plan_hash
from skills.rights.patch import Change
from tests.skills.rights.both_ways import cases
from tests.skills.rights.things import a_grant, a_plan, a_song, judged

ONE = Source(song=a_song(), grants=(a_grant("CC-BY-4.0"),))
OTHER = Source(song=a_song(90.0), grants=(a_grant("CC0-1.0"),))
SLOWER = a_plan(Tempo(ratio=0.9))


def basis(plan: RemixPlan, *sources: Source, **facts: object) -> Basis:
    return clear(plan, sources, Facts(**facts)).basis  # type: ignore[arg-type, return-value]


def hashes(of: Basis) -> tuple[object, ...]:
    return (of.grant_hashes, of.plan_hash, of.facts_hash, of.rules_version)


def test_the_same_question_has_the_same_hashes_in_whatever_order_its_songs_come() -> None:
    assert hashes(basis(SLOWER, ONE, OTHER)) == hashes(basis(SLOWER, OTHER, ONE))


@pytest.mark.parametrize(
    ("other", "place"),
    [
        (basis(SLOWER, OTHER), 0),
        (basis(a_plan(Tempo(ratio=0.91)), ONE), 1),
        (basis(SLOWER, ONE, purpose="noncommercial_share"), 2),
        (basis(SLOWER, ONE.model_copy(update={"standing": Standing(state="disputed")})), 2),
        (basis(SLOWER, ONE.model_copy(update={"song": a_song(101.0)})), 2),
    ],
)
def test_another_question_has_another_hash_where_it_differs(other: Basis, place: int) -> None:
    assert hashes(other)[place] != hashes(basis(SLOWER, ONE))[place]


def test_a_plan_has_the_same_hash_whatever_its_steps_are_called() -> None:
    renamed = RemixPlan(steps=(Tempo(id=9, ratio=0.9),))
    assert plan_hash(renamed) == plan_hash(SLOWER) == basis(SLOWER, ONE).plan_hash


def test_a_refusal_says_how_to_change_the_plan() -> None:
    own = '[effects]\nallowed = "any"\n[vocals]\nmay = "processed"'
    answer = judged(a_plan(Effect(name="reverb"), Layer(instrument="bass", style="house")), own)
    assert isinstance(answer, Refused)
    assert answer.nearest_patch == (Change("remove", "/steps/1"),)
    assert dataclasses.replace(answer, nearest=None).nearest_patch is None
    assert dataclasses.replace(answer, basis=None).nearest_patch is None


def test_an_answer_that_waits_says_who_wants_to_hear_it() -> None:
    shared = '["noncommercial_share"]'
    grant = f"[approval]\nrequired_for = {shared}\n[purpose]\nallowed = {shared}"
    waiting = judged(a_plan(), grant, purpose="noncommercial_share")
    assert isinstance(waiting, NeedsApproval)
    assert waiting.text == waiting.approvals[0].text
    assert "wants to hear the remix" in waiting.text


def test_reasons_with_one_code_and_unit_can_be_put_in_order() -> None:
    found = [reason for case in cases() for reason in getattr(case.refused.answer(), "reasons", ())]
    kinds: dict[tuple[str, str], set[tuple[type, type]]] = {}
    for reason in found:
        kinds.setdefault((reason.code, reason.unit), set()).add((type(reason.limit), type(reason.got)))
    assert {key: kind for key, kind in kinds.items() if len(kind) > 1} == {}
