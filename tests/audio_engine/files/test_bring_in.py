"""Recordings of every kind come in as stereo at 44.1 kHz, as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_engine.audio import on_pcm24_grid
from audio_engine.errors import Cancelled
from audio_engine.files.bring_in import BroughtIn, bring_in
from audio_engine.files.store_audio import read_flac
from audio_engine.files.write_lossy import write_mp3, write_opus
from audio_engine.units import RATE_HZ
from tests.audio_engine.files.sounds import bursts, lag_seconds, write_with_pyav


def write_wav(path: Path, sound: np.ndarray, rate_hz: int = RATE_HZ, subtype: str = "PCM_16") -> Path:
    soundfile.write(path, sound.T, rate_hz, subtype=subtype, format=path.suffix[1:])
    return path


@pytest.mark.parametrize("kind", ["wav", "flac", "aiff"])
@pytest.mark.parametrize("bits", [16, 24])
def test_a_stereo_recording_at_the_catalogues_rate_is_kept_bit_for_bit(
    tmp_path: Path, kind: str, bits: int
) -> None:
    sound = np.rint(bursts(1.3) * 2 ** (bits - 1)) / 2 ** (bits - 1)
    source = write_wav(tmp_path / f"a.{kind}", sound, subtype=f"PCM_{bits}")
    facts = bring_in(source, tmp_path / "kept.flac")
    assert np.array_equal(read_flac(tmp_path / "kept.flac"), sound.astype(np.float32))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert facts == BroughtIn(digest, sound.shape[1] / RATE_HZ, RATE_HZ, 2, kind, 0.0)  # type: ignore[arg-type]


def lossy(folder: Path, kind: str) -> Path:
    sound, path = bursts(3.0), folder / f"a.{kind}"
    match kind:
        case "ogg":
            soundfile.write(path, sound.T, RATE_HZ, format="OGG", subtype="VORBIS")
        case "opus":
            write_opus(path, sound)
        case "mp3":
            write_mp3(path, sound)
        case "m4a":
            write_with_pyav(path, sound, "ipod", "aac")
        case "alac":
            write_with_pyav(path, sound, "ipod", "alac")
    return path


@pytest.mark.parametrize(
    ("kind", "form"),
    [("ogg", "ogg-vorbis"), ("opus", "ogg-opus"), ("mp3", "mp3"), ("m4a", "m4a"), ("alac", "m4a")],
)
def test_every_lossy_format_keeps_its_length_and_its_time(tmp_path: Path, kind: str, form: str) -> None:
    facts = bring_in(lossy(tmp_path, kind), tmp_path / "kept.flac")
    kept = read_flac(tmp_path / "kept.flac")
    assert facts.format == form
    assert facts.seconds == kept.shape[1] / RATE_HZ == pytest.approx(3.0, abs=0.0001)
    assert abs(lag_seconds(kept, bursts(3.0))) < 0.0005


def test_alac_is_kept_bit_for_bit(tmp_path: Path) -> None:
    sound = np.rint(bursts(1.5) * 2**15) / np.float32(2**15)
    write_with_pyav(tmp_path / "a.m4a", sound.astype(np.float32), "ipod", "alac")
    bring_in(tmp_path / "a.m4a", tmp_path / "kept.flac")
    assert np.array_equal(read_flac(tmp_path / "kept.flac"), sound)


def test_a_variable_mp3_without_a_length_is_read_to_its_end(tmp_path: Path) -> None:
    sound = bursts(4.0)
    with soundfile.SoundFile(
        tmp_path / "a.mp3", "w", RATE_HZ, 2, format="MP3", bitrate_mode="VARIABLE", compression_level=0.5
    ) as file:
        file.write(sound.T)
    data = (tmp_path / "a.mp3").read_bytes()
    second_frame = data.index(b"\xff\xfb", 100)
    (tmp_path / "bare.mp3").write_bytes(data[second_frame:])
    facts = bring_in(tmp_path / "bare.mp3", tmp_path / "kept.flac")
    assert facts.seconds == pytest.approx(4.0, abs=0.06)


@pytest.mark.parametrize("kind", ["flac", "mp3"])
def test_a_tag_before_the_sound_does_no_harm(tmp_path: Path, kind: str) -> None:
    if kind == "mp3":
        write_mp3(tmp_path / "a", bursts(1.5))
    else:
        soundfile.write(tmp_path / "a", bursts(1.5).T, RATE_HZ, format="FLAC")
    tag = b"ID3\x04\0\0\0\0\x20\0" + bytes(0x20 * 128)
    (tmp_path / "tagged").write_bytes(tag + (tmp_path / "a").read_bytes())
    facts = bring_in(tmp_path / "tagged", tmp_path / "kept.flac")
    assert (facts.format, facts.seconds) == (kind, 1.5)


def test_the_name_of_a_file_tells_nothing(tmp_path: Path) -> None:
    write_mp3(tmp_path / "song.wav", bursts(1.5))
    assert bring_in(tmp_path / "song.wav", tmp_path / "kept.flac").format == "mp3"


def test_a_symlink_is_followed(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", bursts(1.2))
    (tmp_path / "link").symlink_to(tmp_path / "a.wav")
    assert bring_in(tmp_path / "link", tmp_path / "kept.flac").seconds == pytest.approx(1.2)


@pytest.mark.parametrize(("rate_hz", "channels"), [(96_000, 2), (8_000, 1), (48_000, 2), (4_000, 1)])
def test_other_rates_are_resampled_without_a_shift(tmp_path: Path, rate_hz: int, channels: int) -> None:
    time = np.arange(2 * rate_hz) / rate_hz
    sound = np.tile(0.5 * np.sin(2 * np.pi * 440.0 * time), (channels, 1))
    facts = bring_in(write_wav(tmp_path / "a.wav", sound, rate_hz, "FLOAT"), tmp_path / "kept.flac")
    kept = read_flac(tmp_path / "kept.flac")
    ideal = 0.5 * np.sin(2 * np.pi * 440.0 * np.arange(2 * RATE_HZ) / RATE_HZ)
    assert (facts.original_rate_hz, facts.original_channels) == (rate_hz, channels)
    assert kept.shape == (2, 2 * RATE_HZ)
    middle = slice(4000, -4000)
    assert np.abs(kept[:, middle] - ideal[middle]).max() < 1e-4


def test_mono_is_the_same_on_both_sides(tmp_path: Path) -> None:
    sound = on_pcm24_grid(bursts(1.2, channels=1))
    bring_in(write_wav(tmp_path / "a.wav", sound, subtype="PCM_24"), tmp_path / "kept.flac")
    kept = read_flac(tmp_path / "kept.flac")
    assert np.array_equal(kept, np.repeat(sound, 2, axis=0))


def tone_levels(kept: np.ndarray) -> dict[int, tuple[float, float]]:
    """Level on the left and the right of the tones at 300, 600, ... Hz, in whole tenths."""
    spectrum = np.abs(np.fft.rfft(kept[:, :RATE_HZ])) / (RATE_HZ / 2)
    return {
        hz: (round(float(spectrum[0, hz]), 2), round(float(spectrum[1, hz]), 2))
        for hz in range(300, 2000, 300)
    }


@pytest.mark.parametrize(("kind", "order"), [("wav", (0, 1, 2, 3, 4, 5)), ("ogg", (0, 2, 1, 4, 5, 3))])
def test_surround_is_folded_by_the_itu_gains_in_each_formats_own_order(
    tmp_path: Path, kind: str, order: tuple[int, ...]
) -> None:
    time = np.arange(int(1.2 * RATE_HZ)) / RATE_HZ
    by_speaker = [0.1 * np.sin(2 * np.pi * 300.0 * (1 + place) * time) for place in range(6)]
    sound = np.stack([by_speaker[place] for place in order])
    soundfile.write(tmp_path / f"a.{kind}", sound.T, RATE_HZ, format=kind)
    bring_in(tmp_path / f"a.{kind}", tmp_path / "kept.flac")
    levels = tone_levels(read_flac(tmp_path / "kept.flac"))
    assert levels == {
        300: (0.1, 0.0),
        600: (0.0, 0.1),
        900: (0.07, 0.07),
        1200: (0.0, 0.0),
        1500: (0.07, 0.0),
        1800: (0.0, 0.07),
    }


def test_peaks_above_full_scale_turn_the_whole_recording_down(tmp_path: Path) -> None:
    sound = bursts(1.4, peak=1.7)
    facts = bring_in(write_wav(tmp_path / "a.wav", sound, subtype="FLOAT"), tmp_path / "kept.flac")
    kept = read_flac(tmp_path / "kept.flac")
    assert facts.gain_db == pytest.approx(-0.1 - 20 * np.log10(1.7), abs=0.01)
    assert np.abs(kept).max() == pytest.approx(10 ** (-0.1 / 20), abs=0.002)
    assert np.abs(kept / 10 ** (facts.gain_db / 20) - sound).max() < 1e-6


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[float] = []
    sound = bursts(8.0, peak=1.2)
    source = write_wav(tmp_path / "a.wav", sound, subtype="FLOAT")
    bring_in(source, tmp_path / "kept.flac", progress=lambda stage, done: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert len(set(told)) > 6


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    def cancel(stage: str, done: float) -> None:
        if done > 0.3:
            raise Cancelled("Stopped as asked.")

    source = write_wav(tmp_path / "a.wav", bursts(8.0))
    (tmp_path / "out").mkdir()
    with pytest.raises(Cancelled):
        bring_in(source, tmp_path / "out" / "kept.flac", progress=cancel)
    assert list((tmp_path / "out").iterdir()) == []
