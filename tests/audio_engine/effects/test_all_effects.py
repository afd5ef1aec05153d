"""What every effect keeps: shape, level, time, silence and its bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.analysis.loudness import integrated_lufs
from audio_engine.effects import SHELF, Beat
from audio_engine.units import RATE_HZ
from tests.audio_engine.effects.sounds import (
    AMOUNTS,
    BEAT,
    beats,
    level_db,
    noise,
    pink,
    played,
    shift_frames,
)

NAMES = SHELF.names()
FILTERS = ("bandpass", "highpass", "lowpass", "level")
REARRANGING = tuple(name for name in NAMES if SHELF.take(name).PROMISES[0].axis in ("order", "likeness"))
ON_THE_BEAT = ("sidechain", "rhythm-gate")
STANDING = {"wow_cents": 0.0, "depth_cents": 0.0}


def test_the_shelf_holds_the_effects() -> None:
    assert len(NAMES) >= 30


@pytest.mark.parametrize("name", NAMES)
def test_knobs_carry_units_and_amounts_lie_within_stops(name: str) -> None:
    effect = SHELF.take(name)
    assert effect.TAIL_SECONDS >= 0.0
    for knob, stops in effect.KNOBS.items():
        assert knob.rsplit("_", 1)[1] in {
            "hz",
            "db",
            "ms",
            "seconds",
            "beats",
            "bits",
            "cents",
            "percent",
            "ratio",
        }
        assert stops.lowest <= min(stops.subtle, stops.medium, stops.heavy)
        assert max(stops.subtle, stops.medium, stops.heavy) <= stops.highest


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("channels", [1, 2])
def test_an_effect_keeps_shape_level_and_bytes(name: str, channels: int) -> None:
    for sound in (pink(1.0, channels=channels), beats(1.0)[:channels]):
        for amount in AMOUNTS:
            out = played(name, amount, sound)
            assert out.shape == sound.shape
            assert out.dtype == np.float32
            assert np.abs(out).max() < 2.5 * np.abs(sound).max()
            if name not in FILTERS + REARRANGING + ON_THE_BEAT:
                assert abs(integrated_lufs(out) - integrated_lufs(sound)) < 3.0
        assert np.array_equal(out, played(name, "heavy", sound))


@pytest.mark.parametrize("name", sorted({*NAMES} - {*REARRANGING}))
def test_an_effect_adds_no_dc(name: str) -> None:
    sound = pink(1.0, channels=1)
    assert abs(played(name, "heavy", sound).mean()) < 0.05 * sound.std()


@pytest.mark.parametrize("name", ON_THE_BEAT)
def test_what_follows_the_beat_keeps_the_level_of_a_steady_sound(name: str) -> None:
    for amount in AMOUNTS:
        assert abs(level_db(played(name, amount, pink()[:, :-1])) - level_db(pink())) < 1.5


@pytest.mark.parametrize("name", sorted({*NAMES} - {*REARRANGING}))
def test_an_effect_moves_nothing_in_time(name: str) -> None:
    sound = noise(1.0)
    assert abs(shift_frames(sound, played(name, "heavy", sound, BEAT, **STANDING))) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_silence_stays_silent_save_where_the_effect_is_a_sound_of_its_own(name: str) -> None:
    out = played(name, "heavy", np.zeros((2, RATE_HZ // 2), dtype=np.float32))
    assert out.any() == (name in ("vinyl", "rain", "crowd", "waves"))


@pytest.mark.parametrize("name", NAMES)
def test_an_effect_leaves_the_sound_it_was_given(name: str) -> None:
    sound = pink(0.3)
    before = sound.copy()
    played(name, "heavy", sound)
    assert np.array_equal(sound, before)


@pytest.mark.parametrize("name", NAMES)
def test_even_a_few_frames_go_through(name: str) -> None:
    for frame_count in (0, 1, 2, 63):
        assert played(name, "heavy", noise()[:, :frame_count]).shape == (2, frame_count)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(data=st.data())
def test_no_setting_within_the_stops_breaks_the_sound(name: str, data: st.DataObject) -> None:
    effect = SHELF.take(name)
    knobs = {
        knob: data.draw(st.floats(stops.lowest, stops.highest), label=knob)
        for knob, stops in effect.KNOBS.items()
    }
    beat = Beat(data.draw(st.floats(0.15, 3.0)), data.draw(st.integers(0, 2**31 - 1)))
    sound = pink(0.4, level=0.2, channels=data.draw(st.sampled_from((1, 2))))
    out = effect.apply(sound, RATE_HZ, knobs, beat)
    assert out.shape == sound.shape
    assert np.isfinite(out).all()
    assert np.abs(out).max() < 4.0
