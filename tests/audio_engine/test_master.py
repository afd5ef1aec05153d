"""Mastering: the loudness asked for, no true peak above the ceiling, and nothing done without need."""

import numpy as np
import pytest

from audio_engine.analysis.loudness import integrated_lufs, true_peak_dbtp
from audio_engine.master import MOST_LIMITING_DB, master
from audio_engine.units import RATE_HZ


def noise(level_db, seconds=4, seed=1):
    wave = np.random.default_rng(seed).normal(size=(2, round(seconds * RATE_HZ)))
    return (10 ** (level_db / 20) * wave).astype(np.float32)


def drum_loop(seconds=6, seed=2):
    """Soft noise under hits that stand 20 dB above it, two a second."""
    sound = noise(-40, seconds, seed)
    fall = np.exp(-np.arange(4000) / 800) * np.random.default_rng(seed).normal(size=4000) * 0.25
    for start in range(0, sound.shape[1] - 4000, RATE_HZ // 2):
        sound[:, start : start + 4000] += fall.astype(np.float32)
    return sound


@pytest.mark.parametrize(("sound", "target"), [(noise(-40), -14), (noise(-6), -14), (drum_loop(), -19)])
def test_the_target_is_met_under_the_ceiling(sound, target):
    done = master(sound, target)
    assert done.loudness_lufs == pytest.approx(target, abs=0.1)
    assert integrated_lufs(done.samples) == done.loudness_lufs
    assert true_peak_dbtp(done.samples) == done.true_peak_dbtp
    assert done.true_peak_dbtp <= -1.0


def test_hot_material_is_limited_and_its_gain_never_jumps():
    loop = drum_loop()
    done = master(loop, -13, ceiling_dbtp=-2.0)
    assert done.true_peak_dbtp <= -2.0
    assert 1 < done.limited_db <= MOST_LIMITING_DB + 0.1
    heard = np.abs(loop[0]) > 1e-4
    gain_db = 20 * np.log10(np.abs(done.samples[0, heard] / loop[0, heard]))
    assert np.abs(np.diff(gain_db)).max() < 0.5


def test_both_channels_are_limited_alike():
    loop = drum_loop()
    loop[1] = loop[0] * 0.25
    done = master(loop, -15)
    assert done.limited_db > 1
    np.testing.assert_allclose(done.samples[0] * 0.25, done.samples[1], atol=1e-5, rtol=1e-2)


def test_material_too_peaky_for_the_target_stays_quieter_and_says_so():
    done = master(drum_loop(), -4)
    assert done.loudness_lufs < -6
    assert done.limited_db == pytest.approx(MOST_LIMITING_DB, abs=0.1)
    assert done.loudness_lufs == integrated_lufs(done.samples)
    assert done.true_peak_dbtp <= -1.0


def test_an_inter_sample_peak_alone_is_brought_under_the_ceiling():
    times = np.arange(3 * RATE_HZ)
    tone = np.tile(np.sin(2 * np.pi * times / 4 + np.pi / 4) * 0.98 / np.sqrt(0.5), (2, 1))
    done = master(tone.astype(np.float32), float(integrated_lufs(tone.astype(np.float32))))
    assert done.true_peak_dbtp <= -1.0


def test_what_needs_nothing_comes_back_bit_for_bit():
    sound = noise(-20)
    done = master(sound, integrated_lufs(sound))
    assert done.samples is sound
    assert (done.gain_db, done.limited_db) == (0.0, 0.0)


def test_a_gain_alone_changes_nothing_else():
    sound = noise(-20)
    done = master(sound, -30)
    assert done.limited_db == 0.0
    np.testing.assert_allclose(done.samples, sound * 10 ** (done.gain_db / 20), rtol=1e-5)


@pytest.mark.parametrize("frames", [0, 1, 500, 3 * RATE_HZ])
def test_silence_stays_silence(frames):
    done = master(np.zeros((2, frames), np.float32), -14)
    assert done.samples.shape == (2, frames)
    assert not done.samples.any()
    assert done.loudness_lufs == -70


def test_a_sound_too_short_to_have_a_loudness_is_only_kept_under_the_ceiling():
    done = master(noise(0, seconds=0.2), -14)
    assert done.gain_db == pytest.approx(0, abs=0.1)
    assert done.true_peak_dbtp <= -1.0


def test_broken_numbers_become_silence_not_noise():
    sound = noise(-20)
    sound[0, 100] = np.nan
    sound[1, 200] = np.inf
    done = master(sound, -14)
    assert np.isfinite(done.samples).all()
    assert done.loudness_lufs == pytest.approx(-14, abs=0.1)
