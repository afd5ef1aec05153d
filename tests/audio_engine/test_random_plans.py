"""Any plan that a song can follow renders without clip, click or hole, and just as long as it promised.

REFRAIN_RANDOM_PLANS says how many are rendered; the change check renders a thousand.
"""

from __future__ import annotations

import os

import numpy as np
import pytest

from audio_engine import effects, moods, styles, transitions
from audio_engine.plan import STEP_TYPES
from audio_engine.source import Source
from audio_engine.units import RATE_HZ
from tests.audio_engine.plan_faults import clicks, outcome
from tests.audio_engine.random_plans import everything, plan_number, stems, write_song

COUNT = int(os.environ.get("REFRAIN_RANDOM_PLANS", "160"))
BATCHES = 16
MOST_REFUSED = 0.25


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    return write_song(tmp_path_factory.mktemp("random-plans"))


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_random_plan_renders_without_clip_click_or_hole_at_its_promised_length(
    batch: int, source: Source
) -> None:
    numbers = range(batch, COUNT, BATCHES)
    found = {number: outcome(plan_number(number), source) for number in numbers}
    faults = [f"plan {number}: {fault}" for number, one in found.items() for fault in one.faults]
    assert not faults, "\n".join(faults)
    refused = [f"plan {number}: {one.sentence}" for number, one in found.items() if one.refused]
    allowed = MOST_REFUSED * len(found) + 2 * len(found) ** 0.5
    assert len(refused) <= allowed, "\n".join(refused)


def test_every_kind_of_step_and_every_name_on_every_shelf_takes_part() -> None:
    names = {value for _, field, value in everything() if field == "name"}
    assert names == {*effects.SHELF, *styles.SHELF, *moods.SHELF, *transitions.SHELF}
    assert {cls for cls, _, _ in everything()} >= set(STEP_TYPES) - {
        cls for cls in STEP_TYPES if cls.__name__ == "Mood" and not moods.SHELF.names()
    }
    assert len(everything()) <= 1000, "a thousand plans hold each at least once"


def test_plans_are_valid_and_always_the_same() -> None:
    for number in range(0, 400, 7):
        plan = plan_number(number)
        assert plan == plan_number(number)
        assert type(plan).model_validate_json(plan.model_dump_json()) == plan


def test_the_faults_that_are_looked_for_would_be_found() -> None:
    parts = stems()
    assert clicks(sum(parts.values())) == []
    whole = parts["vocals"] + parts["bass"] + parts["other"]
    jumped = heard = 0
    for at in range(RATE_HZ, 4 * RATE_HZ, 3_001):
        cut = np.concatenate([whole[:, :at], whole[:, at + 12_345 :]], axis=1)
        found = clicks(cut)
        assert all(abs(one - at) < 5 for one in found)
        if np.abs(cut[:, at] - cut[:, at - 1]).max() > 0.03:
            jumped, heard = jumped + 1, heard + bool(found)
    assert jumped > 30
    assert heard == jumped, "every hard cut that jumps"
    holed = whole.copy()
    holed[:, RATE_HZ : RATE_HZ + 300] = 0.0
    assert clicks(holed)
