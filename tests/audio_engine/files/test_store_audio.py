"""What is written comes back: length, time and, where it is lossless, every bit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.audio import on_pcm24_grid
from audio_engine.errors import UnreadableAudio
from audio_engine.files.atomic import Unwritable, written_whole
from audio_engine.files.store_audio import read_flac, write_flac
from audio_engine.files.write_lossy import OPUS_RATE_HZ, write_mp3, write_opus
from audio_engine.units import RATE_HZ
from tests.audio_engine.files.sounds import bursts, lag_seconds


def test_a_flac_gives_back_every_bit_of_the_24_bit_grid(tmp_path: Path) -> None:
    sound = bursts(1.7)
    write_flac(tmp_path / "a.flac", sound)
    assert np.array_equal(read_flac(tmp_path / "a.flac"), on_pcm24_grid(sound))


@settings(max_examples=25, deadline=None)
@given(start=st.integers(0, 60_000), count=st.integers(0, 60_000))
def test_a_part_of_a_flac_is_that_part_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, start: int, count: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "part.flac"
    sound = on_pcm24_grid(bursts(1.1))
    if not path.exists():
        write_flac(path, sound)
    assert np.array_equal(read_flac(path, start, count), sound[:, start : start + count])


def test_sound_beyond_full_scale_is_cut_and_does_not_wrap_around(tmp_path: Path) -> None:
    loud = np.full((2, 5000), 1.5, dtype=np.float32)
    write_flac(tmp_path / "a.flac", np.concatenate([loud, -loud], axis=1))
    back = read_flac(tmp_path / "a.flac")
    assert back[:, :5000].min() == pytest.approx(1.0, abs=1e-6)
    assert back[:, 5000:].max() == -1.0


def test_an_mp3_has_the_length_and_the_time_of_its_sound(tmp_path: Path) -> None:
    sound = bursts(3.21)
    write_mp3(tmp_path / "a.mp3", sound)
    back, rate_hz = soundfile.read(tmp_path / "a.mp3", dtype="float32", always_2d=True)
    assert (rate_hz, back.shape) == (RATE_HZ, (sound.shape[1], 2))
    assert abs(lag_seconds(back.T, sound)) < 0.001


def test_an_opus_has_the_length_and_the_time_of_its_sound(tmp_path: Path) -> None:
    import av

    sound = bursts(3.21)
    write_opus(tmp_path / "a.opus", sound)
    with av.open(str(tmp_path / "a.opus")) as container:
        back = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    assert abs(back.shape[1] / OPUS_RATE_HZ - sound.shape[1] / RATE_HZ) < 0.0001
    at_48_khz = soxr.resample(sound.T, RATE_HZ, OPUS_RATE_HZ).T
    assert abs(lag_seconds(back, at_48_khz, OPUS_RATE_HZ)) < 0.001


@pytest.mark.parametrize("write", [write_flac, write_mp3, write_opus])
def test_the_same_sound_gives_the_same_bytes_and_nothing_beside_them(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / "a", bursts(1.0))
    write(tmp_path / "b", bursts(1.0))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("write", [write_flac, write_mp3, write_opus])
def test_mono_stays_mono(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    write(tmp_path / "a", bursts(1.0, channels=1))
    import av

    with av.open(str(tmp_path / "a")) as container:
        assert container.streams.audio[0].channels == 1


def write_half(path: Path) -> None:
    with written_whole(path) as temporary:
        temporary.write_bytes(b"half")
        raise KeyError("only half was written")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    write_flac(path, bursts(1.0))
    before = path.read_bytes()
    with pytest.raises(KeyError, match="half"):
        write_half(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"Cannot write a.flac into .*; choose another folder"):
        write_flac(tmp_path / "none" / "a.flac", bursts(1.0))


def test_a_broken_catalogue_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.flac").write_bytes(b"fLaC and no more")
    with pytest.raises(UnreadableAudio, match=r"a.flac cannot be read from the catalogue; import the song"):
        read_flac(tmp_path / "a.flac")
