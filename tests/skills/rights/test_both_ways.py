"""Every denial code is raised, and just not raised."""

from __future__ import annotations

import pytest

from skills.rights.clearance import Refused
from skills.rights.codes import all_codes
from tests.skills.rights.both_ways import BothWays, cases
from tests.skills.rights.things import codes

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case.code}" for n, case in enumerate(CASES)])
def test_what_raises_a_code_does_and_what_just_does_not_is_allowed(case: BothWays) -> None:
    assert case.code in codes(case.refused.answer())
    assert not isinstance(case.allowed.answer(), Refused)


def test_every_code_is_tested_both_ways() -> None:
    assert {case.code for case in CASES} == set(all_codes())
