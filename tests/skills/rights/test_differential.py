"""The engine decides every case as the rules do that were written a second time in `spec`."""

from __future__ import annotations

import os

import pytest

from skills.rights.codes import all_codes
from skills.rights.terms import section_kinds
from tests.skills.rights import spec
from tests.skills.rights.comparing import Tally, compare, smallest, told
from tests.skills.rights.strategies.sections import SECTIONS

CASES = int(os.environ.get("REFRAIN_RIGHTS_CASES", "4000"))
PARTS = 2
"""The cases are compared in parts, so that each core can take its own."""


def test_every_section_of_a_grant_has_a_generator_and_its_rules_written_down() -> None:
    assert set(SECTIONS) == set(section_kinds())
    assert set(spec.SECTIONS) == set(section_kinds())


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_rules_agree_on_every_case(part: int, record_property: object) -> None:
    tally = compare(-(-CASES // PARTS), seed_number=part)
    print(tally)
    assert tally.cases >= CASES // PARTS
    assert not tally.different, "\n\n".join(told(smallest(case)) for case in tally.differences.values())
    assert _is_telling(tally), str(tally)


def _is_telling(tally: Tally) -> bool:
    """Whether enough was allowed, enough kinds of refusal were seen, and every repair was right."""
    return (
        tally.allowed_share >= 0.25
        and len(tally.codes) >= len(all_codes()) // 2
        and not tally.repairs["wrong"]
    )
