"""Measuring tempo and pitch on material that was moved by a known amount."""

import numpy as np
import pytest
import soxr

from audio_engine.analysis.energy import energy_per_bar
from audio_engine.analysis.measure import pitch_shift_cents, tempo_near
from audio_engine.units import RATE_HZ
from tests.audio_engine.analysis.toy_songs import toy_song

SONG = toy_song(104, "C", "major", "rock", (("verse", 4), ("chorus", 4)))
NOISE = (np.random.default_rng(5).normal(size=(2, 8 * RATE_HZ)) * 0.1).astype(np.float32)
OTHER_NOISE = (np.random.default_rng(6).normal(size=(2, 8 * RATE_HZ)) * 0.1).astype(np.float32)


def varispeed(samples, semitones):
    """Tape speed: pitch and tempo move together."""
    return soxr.resample(samples.T, RATE_HZ, RATE_HZ * 2 ** (-semitones / 12)).T.astype(np.float32)


@pytest.mark.parametrize("target_factor", [0.96, 1.0, 1.04])
def test_the_tempo_is_precise_however_far_the_target(target_factor):
    assert tempo_near(SONG.samples, 104 * target_factor) == pytest.approx(104, rel=0.001)


def test_the_tempo_of_a_short_preview_is_precise():
    assert tempo_near(SONG.samples[:, : 12 * RATE_HZ], 105) == pytest.approx(104, rel=0.001)


def test_half_a_percent_too_fast_is_seen():
    assert tempo_near(varispeed(SONG.samples, 12 * np.log2(1.005)), 104) == pytest.approx(104.52, rel=0.001)


@pytest.mark.parametrize("sound", [NOISE, np.zeros_like(NOISE), SONG.samples[:, :RATE_HZ]])
def test_without_a_clear_pulse_there_is_no_tempo(sound):
    assert tempo_near(sound, 120) is None


def test_a_tempo_out_of_reach_is_not_made_up():
    assert tempo_near(SONG.samples, 120) is None


@pytest.mark.parametrize("semitones", [-5, -3, -0.4, 0, 0.25, 2, 7, 12])
def test_a_shift_is_measured_to_three_cents_whatever_the_speed(semitones):
    shifted = varispeed(SONG.samples, semitones)
    assert pitch_shift_cents(SONG.samples, shifted, 100 * semitones) == pytest.approx(100 * semitones, abs=3)


def test_a_result_that_missed_its_pitch_is_told():
    shifted = varispeed(SONG.samples, 2.3)
    assert pitch_shift_cents(SONG.samples, shifted, 200) == pytest.approx(230, abs=3)


def test_another_performance_in_another_key_is_measured():
    other = toy_song(90, "D", "major", "rock", (("verse", 4), ("chorus", 4)), seed=9)
    down = toy_song(104, "C", "major", "rock", (("verse", 4), ("chorus", 4)), transpose=-3, seed=0)
    assert pitch_shift_cents(SONG.samples, other.samples, 200) == pytest.approx(200, abs=3)
    assert pitch_shift_cents(SONG.samples, down.samples, -300) == pytest.approx(-300, abs=3)


@pytest.mark.parametrize("sound", [NOISE, np.zeros_like(NOISE), NOISE[:, :10]])
def test_what_has_no_pitch_cannot_be_compared(sound):
    assert pitch_shift_cents(sound, OTHER_NOISE, 0) is None


def test_the_energy_of_each_bar_is_its_level():
    times = np.arange(2 * RATE_HZ) / RATE_HZ
    wave = (np.sin(2 * np.pi * 100 * times) * np.where(times < 1, 0.5, 0.05)).astype(np.float32)
    levels = energy_per_bar(np.stack([wave, wave]), [0.0, 1.0, 2.0, 3.0])
    assert levels == pytest.approx([-9.03, -29.03, -200.0], abs=0.01)


def test_the_mean_of_a_tempo_that_moves_is_measured():
    song = toy_song(98, "C", "major", "rock", (("verse", 8), ("chorus", 8)), tempo_end_bpm=110)
    mean = 60 * (len(song.beats) - 1) / (song.beats[-1] - song.beats[0])
    slower = varispeed(song.samples, -1)
    before, after = tempo_near(song.samples, 104), tempo_near(slower, 98)
    assert before == pytest.approx(mean, rel=0.005)
    assert after / before == pytest.approx(2 ** (-1 / 12), rel=0.002)
