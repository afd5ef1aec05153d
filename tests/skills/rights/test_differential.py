"""The engine decides every case as the rules do that were written a second time in `spec`."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest

from audio_engine.plan import Pitch, Tempo, Where
from skills.rights.codes import all_codes
from skills.rights.terms import section_kinds
from tests.skills.rights import spec
from tests.skills.rights.comparing import Tally, compare, smallest, told
from tests.skills.rights.strategies.sections import SECTIONS
from tests.skills.rights.things import a_plan, a_song, asked_of

CASES = int(os.environ.get("REFRAIN_RIGHTS_CASES", "4000"))
PARTS = 2
"""The cases are compared in parts, so that each core can take its own."""


def test_every_section_of_a_grant_has_a_generator_and_its_rules_written_down() -> None:
    assert set(SECTIONS) == set(section_kinds())
    assert set(spec.SECTIONS) == set(section_kinds())


def test_the_rules_are_written_without_a_line_of_the_engine() -> None:
    found = set()
    for file in Path(spec.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                found.add(node.module or "")
            elif isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
    own = {name for name in found if name.startswith("tests.skills.rights.spec")}
    assert {name for name in found - own if name.split(".")[0] in ("skills", "tests")} == set()
    assert {name for name in found if name.startswith("audio_engine")} == {"audio_engine"}  # knobs' stops


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_engine_and_rules_agree_on_every_case(part: int) -> None:
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


def test_drums_that_a_shift_spares_are_turned_by_the_turntable_all_the_same() -> None:
    plan = a_plan(Tempo(ratio=1.12, pitch="linked"), Pitch(semitones=-1))
    assert (asked_of(plan, a_song()).pitch.lowest, asked_of(plan, a_song()).pitch.highest) == (96, 196)


def test_a_linked_tempo_turns_each_stem_from_where_an_earlier_step_took_it() -> None:
    slower = Tempo(ratio=0.5, where=Where(stems=("drums",)))
    plan = a_plan(slower, Tempo(bpm=100, pitch="linked"))
    assert (asked_of(plan, a_song()).pitch.lowest, asked_of(plan, a_song()).pitch.highest) == (0, 1200)
