"""Drums at another tempo: every hit as it was played, at its new time, with nothing before it."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from audio_engine.audio import Samples
from audio_engine.stretch import stretch
from audio_engine.stretch.onsets import find_onsets
from audio_engine.units import RATE_HZ

PLACES = tuple(0.4 + 0.25 * n for n in range(20))


def drums(seconds: float = 5.8) -> Samples:
    """A low drum and a bright one by turns, in stereo, dry: silence between the hits."""
    out = np.zeros((2, round(seconds * RATE_HZ)), dtype=np.float32)
    at = np.arange(round(0.2 * RATE_HZ)) / RATE_HZ
    low = 0.6 * np.sin(2.0 * np.pi * 60.0 * at) * np.exp(-at / 0.05)
    bright = 0.3 * np.random.default_rng(8).standard_normal(at.size) * np.exp(-at / 0.02)
    for turn, place in enumerate(PLACES):
        start = round(place * RATE_HZ)
        out[:, start : start + at.size] += (bright if turn % 2 else low).astype(np.float32)
    return out


def test_the_hits_are_found_to_the_millisecond() -> None:
    found = find_onsets(drums()) / RATE_HZ
    assert found.size == len(PLACES)
    assert np.abs(found - PLACES).max() < 0.0025


def test_silence_and_a_steady_tone_have_no_hits() -> None:
    assert find_onsets(np.zeros((1, RATE_HZ), dtype=np.float32)).size == 0
    steady = 0.3 * np.sin(2.0 * np.pi * 220.0 * np.arange(4 * RATE_HZ) / RATE_HZ) * np.hanning(4 * RATE_HZ)
    assert find_onsets(steady.astype(np.float32)[None]).size == 0


@pytest.mark.parametrize("ratio", [0.77, 0.97, 1.25])
def test_an_attack_is_sample_for_sample_the_original_s(ratio: float) -> None:
    sound = drums()
    out = stretch(sound, ratio, 0.0, "drums")
    length = round(0.08 * RATE_HZ)
    for onset in find_onsets(sound):
        attack = sound[:, onset : onset + length]
        near = range(round(onset / ratio) - 1, round(onset / ratio) + 2)
        assert any(np.array_equal(out[:, target : target + length], attack) for target in near)


@pytest.mark.parametrize("ratio", [0.77, 0.97, 1.25])
def test_nothing_is_heard_before_a_hit(ratio: float) -> None:
    out = stretch(drums(), ratio, 0.0, "drums")
    for place in PLACES[1:]:
        hit = round(place / ratio * RATE_HZ)
        before = out[:, hit - round(0.02 * RATE_HZ) : hit - round(0.003 * RATE_HZ)]
        peak = np.abs(out[:, hit : hit + 2_000]).max()
        assert np.abs(before).max() < 0.03 * peak


@pytest.mark.parametrize("ratio", [0.77, 0.9, 1.03, 1.25])
def test_joins_in_a_ringing_cymbal_do_not_click(ratio: float) -> None:
    ring = 0.1 * np.sin(2.0 * np.pi * 400.0 * np.arange(round(5.8 * RATE_HZ)) / RATE_HZ)
    sound = (drums() * np.float32(0.5) + ring).astype(np.float32)
    out = stretch(sound, ratio, 0.0, "drums")
    assert np.abs(np.diff(out)).max() <= 1.05 * np.abs(np.diff(sound)).max()


@pytest.mark.parametrize("ratio", [0.77, 1.25])
def test_hits_keep_their_peaks(ratio: float) -> None:
    sound = drums()
    assert np.abs(stretch(sound, ratio, 0.0, "drums")).max() == pytest.approx(np.abs(sound).max(), rel=0.02)


KIT = os.environ.get("REFRAIN_KIT")


@pytest.mark.skipif(KIT is None, reason="REFRAIN_KIT is not set: no recording to compare with")
def test_sliced_drums_are_nearer_to_drums_played_slower_than_stretched_ones_are() -> None:
    import soundfile

    from audio_engine.stretch.spectral import DRUMS, stretched_block

    song = Path(str(KIT)) / "truth" / "s01_pop_104"
    stems = {
        name: soundfile.read(song / f"{name}.flac", dtype="float32")[0].T
        for name in ("drums", "bass", "other", "vocals")
    }
    ideal = soundfile.read(song / "pair_80bpm.flac", dtype="float32")[0].mean(axis=1)
    ratio = 80.0 / 104.0
    rest = sum(stretch(stems[name], ratio, 0.0, "tonal") for name in ("bass", "other", "vocals"))
    sliced = rest + stretch(stems["drums"], ratio, 0.0, "drums")
    spectral = rest + stretched_block(stems["drums"], ratio, DRUMS)
    assert _distance(sliced, ideal) < 0.95 * _distance(spectral, ideal)


def _distance(samples: Samples, ideal: Samples) -> float:
    """Mean difference of two log spectra."""
    logs = []
    count = min(samples.shape[1], ideal.size) // 1_024 * 1_024
    for wave in (samples.mean(axis=0)[:count], ideal[:count]):
        spectra = np.abs(np.fft.rfft(wave.reshape(-1, 1_024) * np.hanning(1_024)))
        logs.append(np.log(spectra + 0.02))
    return float(np.abs(logs[0] - logs[1]).mean())


def test_between_slowed_hits_the_sound_fades_on_as_the_hits_did() -> None:
    at = np.arange(round(0.5 * RATE_HZ)) / RATE_HZ
    hit = 0.5 * np.random.default_rng(4).standard_normal(at.size) * np.exp(-at / 0.08)
    sound = np.tile(hit, 8).astype(np.float32)[None]
    out = stretch(sound, 0.7, 0.0, "drums")
    gap = 0.5 / 0.7
    for turn in range(1, 6):
        late = out[0, round((turn * gap + 0.56) * RATE_HZ) : round((turn * gap + 0.64) * RATE_HZ)]
        expected = 0.5 * np.exp(-0.6 / 0.08)
        assert 20.0 * np.log10(np.sqrt(np.mean(late**2)) / expected) == pytest.approx(0.0, abs=5.0)
