"""Loudness and true peak against tones whose values are known by definition."""

import numpy as np
import pytest

from audio_engine.analysis.loudness import (
    SILENT_LUFS,
    integrated_lufs,
    peak_envelope,
    true_peak_dbtp,
)
from audio_engine.units import RATE_HZ


def sine(frequency_hz, level_dbfs, seconds, phase=0.0, channels=2, rate_hz=RATE_HZ):
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    wave = 10 ** (level_dbfs / 20) * np.sin(2 * np.pi * frequency_hz * times + phase)
    return np.tile(wave.astype(np.float32), (channels, 1))


@pytest.mark.parametrize("rate_hz", [44_100, 48_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_tone_of_1_khz_is_as_loud_as_its_level(rate_hz, level):
    assert integrated_lufs(sine(1000, level, 5, rate_hz=rate_hz), rate_hz) == pytest.approx(level, abs=0.05)


def test_one_channel_is_3_lu_quieter_than_two():
    assert integrated_lufs(sine(1000, -23, 3, channels=1)) == pytest.approx(-26.02, abs=0.05)


def test_quiet_stretches_are_gated_away():
    sound = np.concatenate([sine(1000, -36, 5), sine(1000, -23, 30), sine(1000, -36, 5)], axis=1)
    assert integrated_lufs(sound) == pytest.approx(-23, abs=0.1)


def test_a_tone_that_comes_after_long_silence_keeps_its_loudness():
    sound = np.concatenate([np.zeros((2, 20 * RATE_HZ), np.float32), sine(1000, -23, 10)], axis=1)
    assert integrated_lufs(sound) == pytest.approx(-23, abs=0.1)


def test_low_tones_weigh_less_and_high_tones_more():
    assert integrated_lufs(sine(40, -23, 3)) < -26
    assert integrated_lufs(sine(8000, -23, 3)) == pytest.approx(-23 + 3.35, abs=0.15)


@pytest.mark.parametrize("sound", [np.zeros((2, RATE_HZ)), sine(1000, -3, 0.39), np.zeros((1, 0))])
def test_silence_and_very_short_sound_have_the_gates_loudness(sound):
    assert integrated_lufs(sound.astype(np.float32)) == SILENT_LUFS


def test_the_peak_between_samples_is_found():
    tone = sine(RATE_HZ / 4, -6, 1, phase=np.pi / 4)
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-9.01, abs=0.01)
    assert true_peak_dbtp(tone[:, 5000:-5000]) == pytest.approx(-6, abs=0.3)


def test_a_peak_in_any_block_and_channel_is_found():
    sound = np.zeros((2, 1_300_000), np.float32)
    sound[1, 1_048_576] = 0.5
    assert true_peak_dbtp(sound) == pytest.approx(-6.02, abs=0.01)


def test_silence_has_no_peak():
    assert true_peak_dbtp(np.zeros((2, 1000), np.float32)) == -200


def test_the_envelope_has_its_peak_in_the_hop_of_the_click():
    sound = np.zeros((2, 524_288 + 101), np.float32)
    sound[0, 524_288 + 50] = 1.0
    envelope = peak_envelope(sound, 8)
    assert len(envelope) == 65_536 + 13
    assert np.argmax(envelope) == 65_536 + 6
    assert envelope[:65_500].max() < 0.01
