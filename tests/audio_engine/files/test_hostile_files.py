"""Whatever is handed in: it works, or one sentence says why not, and nothing is left behind."""

from __future__ import annotations

import contextlib
import os
import struct
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audio_engine.errors import EngineError, UnreadableAudio, UnusableAudio
from audio_engine.files.bring_in import bring_in
from audio_engine.files.convert import Limits
from audio_engine.files.sniff import sniff
from audio_engine.files.write_lossy import write_mp3, write_opus
from audio_engine.units import RATE_HZ
from tests.audio_engine.files.sounds import bursts, write_with_pyav

NAMED = {
    "notes.mp3": (b"Buy milk.\nCall Ann about the bass line.\n" * 9, "notes.mp3 is a text file, not sound"),
    "page.wav": (b"<!DOCTYPE html><html><body>404</body></html>", "is a web page, not sound"),
    "list.m3u": (b"#EXTM3U\nhttp://example.org/a.mp3\n", "is a playlist, not sound"),
    "list.flac": (b"#!/bin/sh\nrm -rf /\n", "is a script, not sound"),
    "concat.ogg": (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "is a playlist, not sound"),
    "stream.m4a": (b"<?xml version='1.0'?><MPD xmlns='urn:mpeg'></MPD>", "is a playlist, not sound"),
    "paper.mp3": (b"%PDF-1.7\n\x00\xff\xfe\x80" * 40, "is a PDF document, not sound"),
    "cover.mp3": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "is a picture, not sound"),
    "song.zip": (b"PK\x03\x04" + bytes(range(256)) * 4, "is a ZIP archive, not sound"),
    "song.mid": (b"MThd\0\0\0\x06\0\1\0\2\1\xe0MTrk" + bytes(50), "is a MIDI file, not sound"),
    "clip.webm": (b"\x1aE\xdf\xa3" + bytes(range(256)) * 4, "is a Matroska or WebM video, not sound"),
    "song.wma": (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11" + bytes(range(200)), "is a Windows Media file, which"),
    "noise.mp3": (bytes(np.random.default_rng(3).integers(0, 256, 9000, np.uint8)), "no kind of sound file"),
    "tag.mp3": (b"ID3\x04\0\0\0\0\x01\0" + bytes(128), "has an ID3 tag and no sound after it"),
    "utf16.wav": ("Liner notes, track by track".encode("utf-16"), "is a text file, not sound"),
}  # fmt: skip


def refused(path: Path, limits: Limits | None = None) -> str:
    """The one sentence that refuses the file; checks that the destination's folder stays as it was."""
    folder = path.parent / "destination"
    folder.mkdir()
    (folder / "kept.flac").write_bytes(b"what was there before")
    with pytest.raises(EngineError) as caught:
        bring_in(path, folder / "kept.flac", limits)
    assert [file.name for file in folder.iterdir()] == ["kept.flac"]
    assert (folder / "kept.flac").read_bytes() == b"what was there before"
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 250
    return sentence


@pytest.mark.parametrize("name", NAMED)
def test_what_is_no_sound_is_named(tmp_path: Path, name: str) -> None:
    content, expected = NAMED[name]
    (tmp_path / name).write_bytes(content)
    sentence = refused(tmp_path / name)
    assert expected in sentence
    assert "WAV, FLAC, Ogg, Opus, MP3 or M4A" in sentence or "export it again" in sentence


def test_an_empty_file_a_folder_a_pipe_and_a_device_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").touch()
    (tmp_path / "folder.wav").mkdir()
    os.mkfifo(tmp_path / "pipe.wav")
    (tmp_path / "device.wav").symlink_to("/dev/zero")
    told = {}
    for path in tmp_path.iterdir():
        with pytest.raises(UnreadableAudio) as caught:
            sniff(path)
        told[path.name] = str(caught.value).split(";")[0]
    assert told == {
        "empty.wav": "empty.wav is empty",
        "folder.wav": "folder.wav is a folder, not a sound file",
        "pipe.wav": "pipe.wav is a device or a pipe, not a sound file",
        "device.wav": "device.wav is a device or a pipe, not a sound file",
    }


def test_a_missing_file_and_a_dead_link_do_not_exist(tmp_path: Path) -> None:
    (tmp_path / "dead.wav").symlink_to(tmp_path / "none.wav")
    assert refused(tmp_path / "dead.wav") == "dead.wav does not exist; check the path."


def test_a_hostile_name_cannot_break_the_sentence(tmp_path: Path) -> None:
    path = tmp_path / ("x\n\u202egnp" + "y" * 150 + ".mp3")
    path.write_bytes(b"text " * 20)
    sentence = refused(path)
    assert "\u202e" not in sentence
    assert sentence.startswith("x gnpyyy")


def whole(folder: Path, kind: str) -> Path:
    sound, path = bursts(6.0), folder / f"song.{kind}"
    match kind:
        case "opus":
            write_opus(path, sound)
        case "mp3":
            write_mp3(path, sound)
        case "m4a":
            write_with_pyav(path, sound, "ipod", "aac", movflags="+faststart")
        case _:
            soundfile.write(path, sound.T, RATE_HZ, format=kind)
    return path


KINDS = ["wav", "flac", "ogg", "opus", "mp3", "m4a", "aiff"]


@pytest.mark.parametrize("share", [0.02, 0.6, 0.9])
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_on_its_way_is_refused(tmp_path: Path, kind: str, share: float) -> None:
    path = whole(tmp_path, kind)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    sentence = refused(path)
    assert sentence.startswith(f"song.{kind} ")
    assert "again" in sentence


@pytest.mark.parametrize("kind", ["flac", "ogg", "opus", "m4a"])
def test_a_file_damaged_in_its_middle_is_refused(tmp_path: Path, kind: str) -> None:
    path = whole(tmp_path, kind)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 900] = np.random.default_rng(5).integers(0, 256, 900, np.uint8).tobytes()
    path.write_bytes(data)
    assert "damaged" in refused(path)


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_changed_anywhere_give_sound_or_one_sentence(tmp_path: Path, kind: str) -> None:
    source = whole(tmp_path, kind).read_bytes()[:40_000]
    random = np.random.default_rng(11)
    for attempt in range(12):
        data = bytearray(source)
        for _ in range(8):
            data[int(random.integers(0, min(len(data), 2_000)))] = int(random.integers(0, 256))
        path = tmp_path / f"{attempt}.bin"
        path.write_bytes(data)
        with contextlib.suppress(EngineError):
            bring_in(path, tmp_path / "kept.flac", Limits(max_seconds=20.0))
    assert not list(tmp_path.glob(".*"))


def test_several_recordings_in_one_ogg_are_not_taken_for_the_first(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a", bursts(2.0).T, RATE_HZ, format="OGG")
    soundfile.write(tmp_path / "b", bursts(2.5).T, RATE_HZ, format="OGG")
    (tmp_path / "chain.ogg").write_bytes((tmp_path / "a").read_bytes() + (tmp_path / "b").read_bytes())
    assert "several recordings in one Ogg file" in refused(tmp_path / "chain.ogg")


def test_an_m4a_whose_sound_is_in_another_file_is_refused(tmp_path: Path) -> None:
    path = write_with_pyav(tmp_path / "a.m4a", bursts(1.5), "ipod", "aac")
    data = path.read_bytes()
    assert data.count(b"url \0\0\0\1") == 1
    path.write_bytes(data.replace(b"url \0\0\0\1", b"url \0\0\0\0"))
    assert "refers to sound in other files" in refused(path)


def test_an_mp4_of_boxes_in_boxes_is_refused(tmp_path: Path) -> None:
    nested = b""
    for _ in range(3000):
        nested = struct.pack(">I4s", len(nested) + 8, b"moov") + nested
    (tmp_path / "deep.m4a").write_bytes(struct.pack(">I4s4sI", 16, b"ftyp", b"M4A ", 0) + nested)
    assert "with no sound in it" in refused(tmp_path / "deep.m4a")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_numbers_are_refused(tmp_path: Path, value: float) -> None:
    sound = bursts(2.0)
    sound[1, 70_000] = value
    soundfile.write(tmp_path / "a.wav", sound.T, RATE_HZ, subtype="FLOAT")
    assert refused(tmp_path / "a.wav").startswith("a.wav has samples that are no numbers")


@pytest.mark.parametrize("frame_count", [0, 1, 44_099])
def test_a_sound_shorter_than_a_second_is_refused(tmp_path: Path, frame_count: int) -> None:
    soundfile.write(tmp_path / "a.wav", bursts(2.0)[:, :frame_count].T, RATE_HZ)
    shown = f"{frame_count / RATE_HZ:.2f}"
    assert refused(tmp_path / "a.wav") == (f"a.wav is only {shown} seconds long; give at least 1 s of sound.")


def test_silence_is_refused_and_a_whisper_is_not(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", bursts(1.5, peak=0.00005).T, RATE_HZ, subtype="PCM_24")
    assert refused(tmp_path / "a.wav").startswith("a.wav is silent from beginning to end")
    soundfile.write(tmp_path / "b.wav", bursts(1.5, peak=0.0002).T, RATE_HZ, subtype="PCM_24")
    assert bring_in(tmp_path / "b.wav", tmp_path / "b.flac").seconds == 1.5


def long_wav(path: Path) -> None:
    """Two hours of 8-bit mono at 8 kHz, sparse on the disk; its bytes of zero are the lowest level."""
    size = 7200 * 8000
    head = struct.pack(
        "<4sI4s4sIHHIIHH4sI", b"RIFF", size + 36, b"WAVE", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8, b"data", size
    )
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)


def long_flac(path: Path) -> None:
    with soundfile.SoundFile(path, "w", 8000, 1, "PCM_16", format="FLAC") as file:
        for _ in range(72):
            file.write(np.zeros(800_000, dtype=np.int16))


def long_mp3(path: Path) -> None:
    """Two hours of equal frames and no header that tells their number."""
    write_mp3(path, np.zeros((1, 3 * RATE_HZ), dtype=np.float32), 32)
    data = path.read_bytes()
    path.write_bytes(data[208 * 3 : 208 * 53] * 5600)


@pytest.mark.parametrize("write", [long_wav, long_flac, long_mp3])
def test_two_hours_are_refused_in_little_memory(tmp_path: Path, write: Callable[[Path], None]) -> None:
    write(tmp_path / "long")
    tracemalloc.start()
    sentence = refused(tmp_path / "long", Limits(max_seconds=120.0))
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sentence == "long is longer than 2 minutes; give a shorter recording or cut it."
    assert peak_bytes < 100e6


def wav_promising(path: Path, promised: int) -> None:
    soundfile.write(path, bursts(2.0).T, RATE_HZ, format="WAV", subtype="PCM_16")
    data = bytearray(path.read_bytes())
    data[40:44] = struct.pack("<I", promised)
    path.write_bytes(data)


def test_a_wav_that_promises_4_gb_ends_too_early(tmp_path: Path) -> None:
    wav_promising(tmp_path / "a.wav", 0xFFFFFFF0)
    assert refused(tmp_path / "a.wav").startswith("a.wav ends too early: it holds only 0% of the sound")


def test_a_streamed_wav_that_promises_nothing_is_read_to_its_end(tmp_path: Path) -> None:
    wav_promising(tmp_path / "a.wav", 0xFFFFFFFF)
    assert bring_in(tmp_path / "a.wav", tmp_path / "a.flac").seconds == 2.0


@pytest.mark.parametrize(
    ("rate_hz", "channels", "said"), [(2_000, 1, "2000 Hz"), (RATE_HZ, 40, "40 channels")]
)
def test_odd_rates_and_channels_are_refused(tmp_path: Path, rate_hz: int, channels: int, said: str) -> None:
    soundfile.write(tmp_path / "a.wav", bursts(2.0, rate_hz, channels).T, rate_hz)
    assert said in refused(tmp_path / "a.wav")


def test_32_channels_come_in(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", bursts(1.1, channels=32).T, RATE_HZ)
    assert bring_in(tmp_path / "a.wav", tmp_path / "a.flac").original_channels == 32


def test_the_decoders_write_nothing_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for kind in KINDS:
        path = whole(tmp_path, kind)
        path.write_bytes(path.read_bytes()[:20_000])
        with pytest.raises((UnreadableAudio, UnusableAudio)):
            bring_in(path, tmp_path / "kept.flac")
    assert capfd.readouterr() == ("", "")
