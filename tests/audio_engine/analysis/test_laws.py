"""Laws of hearing: what silence, gain, another key, another speed and a file on disk do to what is heard."""

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st

from audio_engine.analysis import hear, listen, understand
from audio_engine.units import RATE_HZ, TONICS
from tests.audio_engine.analysis.toy_songs import toy_song

SONG = toy_song(108.0, "A", "minor", "rock", (("verse", 4), ("chorus", 4)))
HEARD = hear(SONG.samples)


@settings(max_examples=5, deadline=None)
@given(st.floats(0.05, 4.0))
def test_silence_before_a_song_shifts_its_beats(seconds):
    silence = round(seconds * RATE_HZ)
    later = hear(np.pad(SONG.samples, ((0, 0), (silence, 0))))
    assert later.grid.tempo_bpm == pytest.approx(HEARD.grid.tempo_bpm, rel=1e-3)
    moved = np.asarray(later.grid.bar_starts())[:8] - silence / RATE_HZ
    assert np.abs(moved - HEARD.grid.bar_starts()[:8]).max() < 0.012
    assert later.key.tonic == HEARD.key.tonic


@settings(max_examples=5, deadline=None)
@given(st.floats(-30.0, 3.0))
def test_gain_changes_only_levels(gain_db):
    # Softer still, and the absolute gate of loudness would leave parts of the song out.
    louder = hear(SONG.samples * np.float32(10 ** (gain_db / 20)))
    assert louder.grid == HEARD.grid
    assert louder.other_tempos_bpm == HEARD.other_tempos_bpm
    assert louder.key.tonic == HEARD.key.tonic
    assert louder.loudness_lufs - HEARD.loudness_lufs == pytest.approx(gain_db, abs=0.02)


@settings(max_examples=5, deadline=None)
@given(st.integers(-5, 6))
def test_transposing_a_song_moves_its_key_and_nothing_else(semitones):
    moved = hear(
        toy_song(108.0, "A", "minor", "rock", (("verse", 4), ("chorus", 4)), transpose=semitones).samples
    )
    assert moved.key.tonic == TONICS[(9 + semitones) % 12]
    assert moved.key.mode == "minor"
    assert moved.grid.tempo_bpm == pytest.approx(108.0, abs=0.05)


@settings(max_examples=5, deadline=None)
@given(st.floats(0.9, 1.12))
def test_another_speed_scales_the_tempo(speed):
    faster = soxr.resample(SONG.samples.T, RATE_HZ * speed, RATE_HZ).T.astype(np.float32)
    assert hear(faster).grid.tempo_bpm == pytest.approx(108.0 * speed, rel=1e-3)


def test_a_song_on_disk_is_heard_like_one_in_memory(tmp_path):
    file = np.memmap(tmp_path / "song", np.float32, "w+", shape=SONG.samples.shape)
    file[:] = SONG.samples
    assert hear(file) == HEARD


def test_hearing_is_the_same_each_time():
    assert understand(listen(SONG.samples)) == HEARD
