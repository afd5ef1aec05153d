from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.plan import STEP_TYPES, Fade, Loudness, Tempo
from skills.rights.clearance import Facts, Refused
from skills.rights.demands import Demands
from skills.rights.grant import Grant
from skills.rights.judgement import Source
from skills.rights.terms import operations
from skills.rights.terms.operations import OPERATION_WORDS, OPERATIONS, Operations
from skills.rights.uses import Use
from tests.skills.rights.terms.asking import codes, fault, reasons, stored, told
from tests.skills.rights.things import a_grant, a_plan, a_song, asked_of, judged

ASKED = Demands(operations=(Use("pitch", (2, 3)), Use("tempo", (1,))))
some = st.lists(st.sampled_from(OPERATIONS), unique=True).map(tuple)


def test_every_step_of_a_plan_but_those_that_are_spelled_out_has_a_name_and_words() -> None:
    ops = {kind.model_fields["op"].default for kind in STEP_TYPES}
    assert ops - set(OPERATIONS) == {"style", "mood"}
    assert set(OPERATION_WORDS) == set(OPERATIONS)


def test_unstated_nothing_is_ruled_out() -> None:
    assert codes("operations", "", ASKED) == []
    assert not Operations().binds
    assert told("operations", "") == []


def test_a_list_leaves_only_what_is_on_it_and_names_the_other_steps() -> None:
    (reason,) = reasons("operations", '[operations]\nallowed = ["tempo", "fade"]', ASKED)
    assert (reason.code, reason.step_ids, reason.got) == ("operations.not_allowed", (2, 3), "pitch")
    assert reason.limit == "fade, tempo"
    assert reason.text == "The license allows changes of tempo and fades only; the plan has shifts of pitch."


def test_what_is_denied_is_refused_and_the_rest_is_not() -> None:
    (reason,) = reasons("operations", '[operations]\ndenied = ["pitch", "key"]', ASKED)
    assert (reason.step_ids, reason.limit) == ((2, 3), "not key, pitch")
    assert "does not allow shifts of pitch" in reason.text


def test_an_empty_list_leaves_the_song_as_it_is() -> None:
    assert len(codes("operations", "[operations]\nallowed = []", ASKED)) == 2
    assert codes("operations", "[operations]\nallowed = []") == []
    assert told("operations", "[operations]\nallowed = []") == ["No change at all."]


@given(some, some, some)
def test_what_is_denied_wins_and_what_is_not_listed_is_refused(
    allowed: tuple[str, ...], denied: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    allowed = tuple(name for name in allowed if name not in denied)
    grant = Grant(license="LicenseRef-Refrain-T", sections=(Operations(allowed=allowed, denied=denied),))
    demands = Demands(operations=tuple(Use(name, (n,)) for n, name in enumerate(asked, start=1)))
    refused = {r.got for r in operations.judge(demands, grant, Facts())}
    assert refused == set(asked) - set(allowed)
    more = Grant(license=grant.license, sections=(Operations(denied=denied),))
    assert {r.got for r in operations.judge(demands, more, Facts())} == set(asked) & set(denied)
    stored(grant)


def test_the_steps_are_left_out_of_the_nearest_plan() -> None:
    plan = a_plan(Tempo(ratio=1.1), Fade(side="out", seconds=3), Loudness(lufs=-12))
    grant = a_grant('[operations]\nallowed = ["tempo", "loudness"]')
    source = Source(song=a_song(), grants=(grant,))
    repaired = operations.repair(plan, source, grant, asked_of(plan, a_song()))
    assert [step.op for step in repaired.plan.steps] == ["tempo", "loudness"]
    assert repaired.changes == ((2, "Left out the fade out."),)
    again = operations.repair(repaired.plan, source, grant, asked_of(repaired.plan, a_song()))
    assert again.plan is repaired.plan


def test_the_nearest_plan_has_all_that_is_not_denied() -> None:
    grant = '[tempo]\nallowed = "any"\n[effects]\nallowed = "any"\n[operations]\ndenied = ["fade"]'
    answer = judged(a_plan(Tempo(ratio=1.1), Fade(side="out", seconds=3)), grant)
    assert isinstance(answer, Refused)
    assert answer.nearest is not None
    assert [step.op for step in answer.nearest.steps] == ["tempo"]
    assert answer.nearest_changes == ("Left out the fade out.",)


def test_the_other_sections_still_decide_on_what_is_listed() -> None:
    answer = judged(a_plan(Tempo(ratio=1.1)), '[operations]\nallowed = ["tempo"]')
    assert isinstance(answer, Refused)
    assert {reason.code for reason in answer.reasons} == {"tempo.out_of_range"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('allowed = ["temp"]', ("'operations.allowed'", "did you mean 'tempo'")),
        ('allowed = ["style"]', ("no kind of step is called 'style'",)),
        ('denied = ["tempo", "tempo"]', ("'operations.denied'", "twice")),
        ('allowed = ["tempo"]\ndenied = ["tempo"]', ("'tempo' is both allowed and denied",)),
        ('allowed = "any"', ("'operations.allowed'", "list")),
        ("allow = []", ("did you mean 'allowed'",)),
    ],
)
def test_a_bad_list_is_refused_with_the_way_out(text: str, parts: tuple[str, ...]) -> None:
    sentence = fault(f"[operations]\n{text}")
    assert all(part in sentence for part in parts)


def test_the_lists_are_told_in_plain_words() -> None:
    assert told("operations", '[operations]\nallowed = ["pan", "tempo"]\ndenied = ["duck", "key"]') == [
        "Of all changes, changes of tempo and panning only.",
        "No changes of key or ducking.",
    ]
