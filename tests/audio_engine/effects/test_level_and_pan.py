"""A level and a place in the stereo picture stand as they are set, and move along their lines."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.effects import Line, play
from audio_engine.panning import panned
from audio_engine.units import RATE_HZ, gain_from_db
from tests.audio_engine.effects.sounds import BEAT, level_db, pink, played

HALF = RATE_HZ // 2


@pytest.mark.parametrize("gain_db", [-30.0, -6.0, 0.0, 12.0])
def test_a_level_is_that_many_db_louder(gain_db: float) -> None:
    sound = pink(0.5)
    out = played("level", "medium", sound, BEAT, gain_db=gain_db)
    assert level_db(out) - level_db(sound) == pytest.approx(gain_db, abs=0.01)


def test_the_lowest_level_is_silence() -> None:
    assert not played("level", "medium", pink(0.2), BEAT, gain_db=-60.0).any()


def test_a_level_that_moves_swells_evenly_in_db() -> None:
    sound = pink(2.0)
    swell = [Line("gain_db", ((0.0, -24.0), (1.0, 0.0)))]
    out = play("level", "medium", {}, swell, sound, RATE_HZ, BEAT, [(0, sound.shape[1])])
    for quarter in range(4):
        here = slice(quarter * HALF, (quarter + 1) * HALF)
        wanted = -24.0 + 6.0 * (quarter + 0.5)
        assert level_db(out[:, here]) - level_db(sound[:, here]) == pytest.approx(wanted, abs=1.0)
    steps = np.abs(np.diff(out[0])).max()
    assert steps <= 1.05 * np.abs(np.diff(sound[0])).max(), "a click"


def test_a_pan_stands_where_the_mixer_would_place_it() -> None:
    sound = pink(0.5)
    for percent in (-100.0, -30.0, 0.0, 60.0):
        out = played("pan", "medium", sound, BEAT, position_percent=percent)
        assert np.array_equal(out, panned(sound, percent / 100.0, np.float32(1.0)))


def test_a_pan_that_moves_goes_from_one_side_to_the_other() -> None:
    sound = pink(2.0, channels=2)
    sound[1] = sound[0]
    across = [Line("position_percent", ((0.0, -100.0), (1.0, 100.0)))]
    out = play("pan", "medium", {}, across, sound, RATE_HZ, BEAT, [(0, sound.shape[1])])
    left_over_right = [
        level_db(out[:1, start : start + HALF // 2]) - level_db(out[1:, start : start + HALF // 2])
        for start in (0, 2 * HALF - HALF // 4, 4 * HALF - HALF // 2)
    ]
    assert left_over_right[0] > 12.0
    assert abs(left_over_right[1]) < 1.0
    assert left_over_right[2] < -12.0


def test_a_swell_of_level_keeps_its_gain_within_the_stops() -> None:
    loud = played("level", "medium", pink(0.2), BEAT, gain_db=40.0)
    assert np.array_equal(loud, pink(0.2) * np.float32(gain_from_db(12.0)))
