"""A window of an effect, with enough sound around it, is the same part of the effect on the whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from audio_engine.audio import Samples
from audio_engine.effects import SHELF, Beat, settings
from audio_engine.units import RATE_HZ
from tests.audio_engine.effects.bands import band
from tests.audio_engine.effects.sounds import level_db

BOUND_DB = -60.0
LOOSER_DB = {"pitch-correct": -25.0, "reverb": -40.0, "delay": -55.0, "tape-stop": -55.0}
"""What still rings, or which grain comes next, depends on all that came before."""

WINDOW_START = 4 * RATE_HZ + 1_234


def long_band() -> tuple[Samples, Beat]:
    """The loud part of a band, four times: 9 s whose level changes."""
    sound, beat = band(0)
    part = sound[:, round(2.5 * RATE_HZ) :]
    gains = (1.0, 0.4, 0.9, 0.6, 1.0)
    return np.concatenate([part * np.float32(g) for g in gains], axis=1), replace(beat, first_seconds=0.3)


@pytest.mark.parametrize("name", SHELF.names())
def test_a_window_with_sound_around_it_equals_the_whole(name: str) -> None:
    effect = SHELF.take(name)
    sound, beat = long_band()
    beat = replace(beat, until_seconds=sound.shape[1] / RATE_HZ)
    knobs = settings(name, "medium", {})
    whole = effect.apply(sound, RATE_HZ, knobs, beat)
    reach = round(min(effect.LISTENS_SECONDS, 3.5) * RATE_HZ)
    begin, start = max(0, WINDOW_START - reach), WINDOW_START
    end = start + RATE_HZ
    later = beat.later(begin, RATE_HZ)
    heard = effect.apply(sound[:, begin : end + reach], RATE_HZ, knobs, later)[:, start - begin : end - begin]
    wanted = whole[:, start:end]
    assert level_db(heard - wanted) - level_db(wanted) < LOOSER_DB.get(name, BOUND_DB)
