from __future__ import annotations

import pytest

from skills.rights.clearance import Cleared
from skills.rights.license import BadGrant, parse_grant
from skills.rights.terms.obligations import Obligations
from tests.skills.rights.things import CUSTOM, a_grant, a_plan, a_song, judged, told_of

SHARING = '[purpose]\nallowed = ["noncommercial_share", "private_preview"]\n[obligations]\n'
FLAGS = sorted(set(Obligations.model_fields) - {"report_days"})


def owed(section: str, purpose: str = "noncommercial_share") -> set[str]:
    answer = judged(a_plan(), SHARING + section, purpose=purpose)
    assert isinstance(answer, Cleared)
    return {duty.code for duty in answer.duties if duty.term == "obligations"}


@pytest.mark.parametrize("flag", FLAGS)
def test_each_obligation_is_a_duty_once_the_remix_is_shared(flag: str) -> None:
    assert owed(f"{flag} = true") == {f"obligations.{flag}"}
    assert owed(f"{flag} = false") == set()
    assert owed(f"{flag} = true", "private_preview") == set()


def test_reports_are_owed_as_often_as_stated() -> None:
    assert owed("report_days = 30") == {"obligations.report"}
    told = told_of(a_grant(SHARING + "report_days = 30"), a_song())
    assert any("report to the rights holder every 30 days" in sentence for sentence in told)
    assert any("every day" in s for s in told_of(a_grant(SHARING + "report_days = 1"), a_song()))


@pytest.mark.parametrize("days", [0, 367, -1])
def test_a_report_never_or_seldom_is_told(days: int) -> None:
    with pytest.raises(BadGrant) as bad:
        parse_grant(f"{CUSTOM}[obligations]\nreport_days = {days}")
    assert (bad.value.code, bad.value.pointer) == ("grant.out_of_range", "/obligations/report_days")
