from __future__ import annotations

from typing import Any

import pytest

from audio_engine.plan import RemixPlan, Tempo
from skills.rights.clearance import Cleared, Facts, Measured, NeedsApproval, Source, clear
from skills.rights.decision import plan_hash
from skills.rights.grant import Grant
from skills.rights.judgement import Approved
from skills.rights.license import BadGrant, parse_grant
from tests.skills.rights.things import CUSTOM, a_grant, a_plan, a_song, told_of

SHARING = '[purpose]\nallowed = ["contest_entry", "noncommercial_share", "private_preview"]\n'
ASKING = (
    SHARING + '[tempo]\nmax_percent = 10\n[approval]\nrequired_for = ["noncommercial_share"]\ndays = 14\n'
)
PLAN = a_plan(Tempo(ratio=1.05))
SOUND = "5" * 64
NOW = 1_800_000_000


def heard(sound: str = SOUND) -> Measured:
    return Measured(tempo_ratio_ppm=1_050_000, seconds_ms=73_143, sound_sha256=sound)


def yes(**changed: Any) -> Approved:
    fields = {"grant_hash": a_grant(ASKING).hash, "plan_hash": plan_hash(PLAN), "sound_sha256": SOUND}
    return Approved(**{**fields, "until": NOW + 60, **changed})


def asked(*approvals: Approved, plan: RemixPlan = PLAN, grant: Grant | None = None, **facts: Any) -> Any:
    known = {"purpose": "noncommercial_share", "now": NOW, "measured": heard(), **facts}
    source = Source(song=a_song(), grants=(grant or a_grant(ASKING),))
    return clear(plan, [source], Facts(**known, approvals=approvals))


def test_a_remix_that_must_be_heard_first_waits_and_says_for_whom_and_how_long() -> None:
    answer = asked()
    assert isinstance(answer, NeedsApproval)
    (wanted,) = answer.approvals
    assert (wanted.grant_hash, wanted.days) == (a_grant(ASKING).hash, 14)
    assert "no answer within 14 days is a no" in answer.text
    assert "approval.obtain" in {duty.code for duty in answer.duties}


def test_a_yes_to_this_plan_and_this_sound_clears_it() -> None:
    answer = asked(yes())
    assert isinstance(answer, Cleared)
    assert isinstance(asked(yes(until=None)), Cleared)


def test_once_the_yes_was_given_nobody_is_told_to_ask_for_it() -> None:
    before, after = ({duty.code for duty in answer.duties} for answer in (asked(), asked(yes())))
    assert before - after == {"approval.obtain"}
    assert after


def test_as_long_as_one_of_two_has_not_said_yes_it_must_be_asked_for() -> None:
    grants = tuple(
        a_grant(f'covers = ["{layer}"]\n{ASKING}') for layer in ("sound_recording", "musical_work")
    )
    one, other = (yes(grant_hash=grant.hash) for grant in grants)
    facts = Facts(purpose="noncommercial_share", now=NOW, measured=heard(), approvals=(one,))
    source = Source(song=a_song(), grants=grants)
    answer = clear(PLAN, [source], facts)
    assert isinstance(answer, NeedsApproval)
    assert [wanted.grant_hash for wanted in answer.approvals] == [grants[1].hash]
    assert "approval.obtain" in {duty.code for duty in answer.duties}
    done = clear(PLAN, [source], facts.model_copy(update={"approvals": (one, other)}))
    assert isinstance(done, Cleared)
    assert "approval.obtain" not in {duty.code for duty in done.duties}


@pytest.mark.parametrize(
    "wrong",
    [
        {"plan_hash": plan_hash(a_plan(Tempo(ratio=1.06)))},
        {"sound_sha256": "6" * 64},
        {"grant_hash": "7" * 64},
        {"until": NOW},
        {"until": NOW - 1},
    ],
    ids=["plan", "sound", "grant", "until now", "expired"],
)
def test_a_yes_to_anything_else_does_not_count(wrong: dict[str, Any]) -> None:
    assert isinstance(asked(yes(**wrong)), NeedsApproval)
    assert isinstance(asked(yes(**wrong), yes()), Cleared)


def test_a_yes_counts_for_nothing_when_the_time_or_the_sound_is_not_known() -> None:
    assert isinstance(asked(yes(), now=None), NeedsApproval)
    assert isinstance(asked(yes(), measured=None), NeedsApproval)
    assert isinstance(asked(yes(), measured=heard("")), NeedsApproval)
    assert isinstance(asked(yes(until=None), now=None), Cleared)


def test_a_yes_to_the_old_version_of_a_grant_is_none_to_the_new_one() -> None:
    newer = a_grant(ASKING).model_copy(update={"version": 2})
    assert isinstance(asked(yes(), grant=newer), NeedsApproval)
    assert isinstance(asked(yes(grant_hash=newer.hash), grant=newer), Cleared)


@pytest.mark.parametrize("purpose", ["private_preview", "contest_entry"])
def test_no_yes_is_needed_for_what_is_not_listed(purpose: str) -> None:
    answer = asked(purpose=purpose)
    assert isinstance(answer, Cleared)
    assert "approval.obtain" not in {duty.code for duty in answer.duties}


def test_a_refused_plan_does_not_wait_for_a_yes() -> None:
    refused = asked(yes(), plan=a_plan(Tempo(ratio=1.2)), measured=None)
    assert "tempo.out_of_range" in {reason.code for reason in refused.reasons}


def test_the_days_and_the_purposes_are_told_beforehand() -> None:
    (told,) = [s for s in told_of(a_grant(ASKING), a_song()) if "hear" in s]
    assert (
        told
        == "The rights holder wants to hear a remix before sharing without money, and has 14 days to say yes."
    )


@pytest.mark.parametrize(
    ("section", "code", "pointer"),
    [
        ('required_for = ["private_preview"]', "grant.bad_value", "/approval/required_for"),
        ('required_for = ["fun"]', "grant.unknown_value", "/approval/required_for/0"),
        ("days = 0", "grant.out_of_range", "/approval/days"),
        ("days = 91", "grant.out_of_range", "/approval/days"),
    ],
)
def test_an_approval_that_cannot_be_is_told(section: str, code: str, pointer: str) -> None:
    with pytest.raises(BadGrant) as bad:
        parse_grant(f"{CUSTOM}[approval]\n{section}")
    assert (bad.value.code, bad.value.pointer) == (code, pointer)
