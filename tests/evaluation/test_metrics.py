"""The measures give known answers: shifted beats, relative keys, errors of known size, sounds as they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.audio import Samples
from audio_engine.grid import Key
from audio_engine.units import RATE_HZ, TONICS
from tests.evaluation import metrics
from tests.evaluation.metrics import f_measure, mirex, tempo_verdict

BEATS = [0.5 * k for k in range(20)]


def key(text: str) -> Key:
    tonic, mode = text.split()
    return Key.model_validate({"tonic": tonic, "mode": mode})


def hits(at_seconds: list[float], seconds: float = 6.0, seed: int = 1) -> Samples:
    """Short noises over a quiet tone, [2, frames]."""
    rng = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    line = 0.01 * np.sin(2 * np.pi * 330 * t)
    for at in at_seconds:
        start = round(at * RATE_HZ)
        line[start : start + 3000] += rng.standard_normal(3000) * np.exp(-np.arange(3000) / 500) * 0.3
    return np.tile(line.astype(np.float32), (2, 1))


@pytest.mark.parametrize(("shift", "tolerance", "f"), [
    (0.05, 0.07, 1.0), (0.09, 0.07, 0.0), (0.05, 0.02, 0.0), (-0.07, 0.07, 1.0),
])  # fmt: skip
def test_beats_that_are_shifted_count_within_the_tolerance_only(
    shift: float, tolerance: float, f: float
) -> None:
    assert f_measure(BEATS, [beat + shift for beat in BEATS], tolerance) == f


def test_beats_of_double_tempo_are_two_thirds_right() -> None:
    assert f_measure(BEATS, [0.25 * k for k in range(40)], 0.07) == pytest.approx(2 / 3)
    assert f_measure(BEATS, BEATS[::2], 0.07) == pytest.approx(2 / 3)


def test_a_beat_is_matched_once() -> None:
    assert f_measure([1.0], [0.99, 1.0, 1.01], 0.07) == pytest.approx(0.5)


def test_nothing_heard_is_nothing_right_unless_there_is_nothing() -> None:
    assert f_measure(BEATS, [], 0.07) == 0.0
    assert f_measure([], BEATS, 0.07) == 0.0
    assert f_measure([], [], 0.07) == 1.0


@given(st.lists(st.floats(0, 100), max_size=30), st.lists(st.floats(0, 100), max_size=30))
def test_the_f_measure_is_a_share_and_the_same_both_ways(a: list[float], b: list[float]) -> None:
    assert 0.0 <= f_measure(a, b, 0.07) <= 1.0
    assert f_measure(a, b, 0.07) == pytest.approx(f_measure(b, a, 0.07))
    assert f_measure(a, a, 0.07) == 1.0


@pytest.mark.parametrize(("true", "heard", "score"), [
    ("C major", "C major", 1.0), ("C major", "G major", 0.5), ("C major", "F major", 0.5),
    ("C major", "A minor", 0.3), ("A minor", "C major", 0.3), ("C major", "C minor", 0.2),
    ("E minor", "E major", 0.2), ("C major", "D major", 0.0), ("C major", "E minor", 0.0),
    ("A minor", "F# minor", 0.0),
])  # fmt: skip
def test_keys_score_as_in_the_mirex_contests(true: str, heard: str, score: float) -> None:
    assert mirex(key(true), key(heard)) == score


def test_no_key_scores_nothing_and_every_key_has_one_relative() -> None:
    assert mirex(key("C major"), None) == 0.0
    for tonic in TONICS:
        scores = [mirex(key(f"{tonic} major"), key(f"{other} minor")) for other in TONICS]
        assert sorted(scores)[-2:] == [0.2, 0.3]


@pytest.mark.parametrize(("heard", "others", "verdict"), [
    (120.0, (), "exact"), (120.11, (), "exact"), (120.2, (), "near"), (122.0, (), "near"),
    (60.0, (120.0,), "octave"), (60.0, (), "silent octave"), (240.0, (80.0,), "silent octave"),
    (40.0, (120.4,), "octave"), (180.0, (120.0,), "wrong"), (97.0, (), "wrong"),
])  # fmt: skip
def test_a_tempo_is_exact_near_an_octave_off_or_wrong(
    heard: float, others: tuple[float, ...], verdict: str
) -> None:
    assert tempo_verdict((120.0,), heard, others) == verdict


def test_any_of_several_true_tempos_will_do_and_an_estimate_is_taken_as_one() -> None:
    assert tempo_verdict((88.5, 177.0), 177.0, ()) == "exact"
    assert tempo_verdict((88.5,), 88.9, ()) == "near"
    assert tempo_verdict((88.5,), 88.9, (), exact=0.01) == "exact"


def test_si_sdr_is_the_level_of_the_error_whatever_the_gain() -> None:
    rng = np.random.default_rng(3)
    true, other = rng.standard_normal((2, 2, 20_000)).astype(np.float32)
    other -= true * np.float32(np.vdot(other, true) / np.vdot(true, true))
    other *= np.float32(np.linalg.norm(true) / np.linalg.norm(other))
    assert metrics.si_sdr_db(true, true + 0.1 * other) == pytest.approx(20.0, abs=0.05)
    assert metrics.si_sdr_db(true, 0.3 * (true + other)) == pytest.approx(0.0, abs=0.05)
    assert metrics.si_sdr_db(true, 0.5 * true) > 100
    assert metrics.si_sdr_db(true, other) < -60
    assert np.isnan(metrics.si_sdr_db(0 * true, other))


def test_a_level_difference_is_told_in_decibels() -> None:
    sound = hits([1.0, 2.0])
    assert metrics.level_difference_db(sound * np.float32(0.5), sound) == pytest.approx(-6.02, abs=0.01)


def test_a_sound_is_at_no_distance_from_itself_softer_or_a_little_later() -> None:
    ideal = metrics.Ideal.of(hits([0.5, 1.3, 2.0, 3.1, 4.4]))
    same = ideal.likeness(ideal.sound * np.float32(0.25))
    assert same.distance_db < 0.01
    assert same.spectral_db < 0.01
    assert same.onset_ms < 0.01
    assert same.level_db == pytest.approx(-12.04, abs=0.01)
    late = ideal.likeness(np.pad(ideal.sound, ((0, 0), (640, 0))))
    assert late.distance_db < 0.2
    assert late.onset_ms == pytest.approx(1000 * 640 / RATE_HZ, abs=0.5)
    assert late.onsets_missed == 0.0


def test_other_sounds_are_farther_and_lost_hits_are_missed() -> None:
    ideal = metrics.Ideal.of(hits([0.5, 1.3, 2.0, 3.1, 4.4]))
    dull = np.cumsum(ideal.sound, axis=1, dtype=np.float32) * np.float32(0.05)
    assert ideal.likeness(dull).distance_db > 3.0
    assert ideal.likeness(dull).spectral_db > 3.0
    # six onsets, the tone's own beginning being one
    assert ideal.likeness(hits([0.5, 1.3, 2.0, 3.1])).onsets_missed == pytest.approx(1 / 6)
    assert ideal.likeness(hits([0.5, 1.3, 2.03, 3.1, 4.4])).onset_ms == pytest.approx(30 / 6, abs=1.0)


def test_a_spectrum_twice_as_loud_in_one_half_of_its_bins_is_six_decibels_off_there() -> None:
    rng = np.random.default_rng(5)
    noise = rng.standard_normal((1, 88_200)).astype(np.float32) * np.float32(0.1)
    spectrum = np.fft.rfft(noise[0])
    spectrum[: spectrum.size // 2] *= 2.0
    tilted = np.fft.irfft(spectrum, noise.shape[1]).astype(np.float32)[None]
    # brought to one level both halves are off: +2.04 dB and -3.98 dB
    expected = np.sqrt((2.04**2 + 3.98**2) / 2)
    assert metrics.Ideal.of(noise).likeness(tilted).spectral_db == pytest.approx(expected, abs=0.15)


def test_a_mean_passes_over_what_was_not_measured() -> None:
    assert metrics.mean([1.0, float("nan"), 3.0]) == 2.0
    assert np.isnan(metrics.mean([]))
