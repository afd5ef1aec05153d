"""Exports read again: length, time and level are the sound's, 16 bits are dithered, nothing clips."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_engine.audio import Samples, on_pcm24_grid, rms_db
from audio_engine.errors import Cancelled
from audio_engine.files.export import EXPORT_FORMATS, ExportFormat, export, suffix
from audio_engine.files.reader import opened_sound
from audio_engine.files.write_wav import write_wav16
from audio_engine.units import RATE_HZ
from tests.audio_engine.files.sounds import bursts, lag_seconds


def read_back(path: Path) -> tuple[Samples, int]:
    with opened_sound(path) as sound:
        return np.concatenate(list(sound.blocks()), axis=1), sound.stream.rate_hz


@pytest.mark.parametrize("kind", EXPORT_FORMATS)
def test_what_is_exported_comes_back_at_its_time_length_and_level(tmp_path: Path, kind: ExportFormat) -> None:
    import soxr

    sound = bursts(4.3)
    path = tmp_path / f"remix.{suffix(kind)}"
    assert export(path, sound, kind) == 0.0
    back, rate_hz = read_back(path)
    expected = sound if rate_hz == RATE_HZ else soxr.resample(sound.T, RATE_HZ, rate_hz).T
    assert abs(back.shape[1] - expected.shape[1]) <= (
        0 if kind in ("wav", "wav16", "flac", "mp3", "ogg") else 5
    )
    assert abs(lag_seconds(back, expected, rate_hz)) < 0.001
    assert rms_db(back) == pytest.approx(rms_db(sound), abs=0.3)


@pytest.mark.parametrize("kind", ["wav", "flac"])
def test_24_bits_come_back_bit_for_bit(tmp_path: Path, kind: ExportFormat) -> None:
    sound = bursts(1.2)
    export(tmp_path / "a", sound, kind)
    assert np.array_equal(read_back(tmp_path / "a")[0], on_pcm24_grid(sound))


@pytest.mark.parametrize("kind", EXPORT_FORMATS)
def test_the_same_sound_is_exported_to_the_same_bytes(tmp_path: Path, kind: ExportFormat) -> None:
    for name in ("a", "b"):
        export(tmp_path / name, bursts(1.0), kind)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("kind", ["mp3", "ogg", "opus", "m4a"])
def test_what_would_clip_in_a_decoder_is_turned_down_by_just_as_much(
    tmp_path: Path, kind: ExportFormat
) -> None:
    rng = np.random.default_rng(5)
    hot = np.sign(rng.standard_normal((2, 3 * RATE_HZ))).astype(np.float32) * np.float32(0.95)
    turned_db = export(tmp_path / "a", hot, kind)
    assert -12.0 < turned_db < 0.0
    back, _ = read_back(tmp_path / "a")
    assert 0.75 < float(np.abs(back).max()) <= 1.0


def spectrum_db(samples: Samples) -> np.ndarray:
    """Power in dBFS of one channel in each of 4096 bands, averaged over time."""
    from scipy.signal import welch

    _, power = welch(samples, fs=RATE_HZ, nperseg=8192, scaling="spectrum")
    return 10 * np.log10(np.maximum(power, 1e-30))


def test_16_bits_leave_white_noise_and_a_tone_far_below_one_step(tmp_path: Path) -> None:
    time = np.arange(12 * RATE_HZ) / RATE_HZ
    tone_hz = 1002.0
    quiet = (10 ** (-104 / 20) * np.sin(2 * np.pi * tone_hz * time)).astype(np.float32)
    sound = np.stack([quiet, quiet])
    export(tmp_path / "a.wav", sound, "wav16")
    back, _ = soundfile.read(tmp_path / "a.wav", dtype="float64", always_2d=True)
    assert soundfile.info(tmp_path / "a.wav").subtype == "PCM_16"
    error = back.T - sound
    # Rounding alone is 1/12 of a squared step, triangular noise 1/6 more: half a step in all.
    assert rms_db(error.astype(np.float32)) == pytest.approx(20 * np.log10(0.5 / 2**15), abs=0.1)
    heard = spectrum_db(back[:, 0])
    bins = heard.size
    at = round(tone_hz / (RATE_HZ / 2) * bins)
    assert heard[at - 1 : at + 2].max() > np.median(heard) + 12, "the tone is 14 dB below one step"
    octaves = [heard[bins >> n : bins >> (n - 1)].mean() for n in range(1, 6)]
    assert np.ptp(octaves) < 0.6, "white"
    for harmonic in (2, 3, 5):
        near = heard[harmonic * at - 2 : harmonic * at + 3].max()
        assert near < np.median(heard) + 4, f"harmonic {harmonic} is not there"
    alike = np.corrcoef(error[0], sound[0])[0, 1]
    assert abs(alike) < 0.01, "the error has nothing of the sound"
    assert abs(np.corrcoef(error[0], error[1])[0, 1]) < 0.01, "each side has noise of its own"


def test_what_was_16_bits_stays_as_it_is(tmp_path: Path) -> None:
    sound = (np.rint(bursts(1.0) * 2**15) / 2**15).astype(np.float32)
    export(tmp_path / "a.wav", sound, "wav16")
    assert np.array_equal(read_back(tmp_path / "a.wav")[0], sound)


def test_the_seed_decides_the_noise(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 2)):
        write_wav16(tmp_path / name, bursts(0.5), seed)
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("kind", EXPORT_FORMATS)
def test_a_cancelled_export_leaves_nothing(tmp_path: Path, kind: ExportFormat) -> None:
    calls = []

    def stop(stage: str, done: float) -> None:
        calls.append(done)
        if len(calls) == 3:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        export(tmp_path / "a", bursts(20.0), kind, progress=stop)
    assert len(calls) == 3
    assert list(tmp_path.iterdir()) == []
