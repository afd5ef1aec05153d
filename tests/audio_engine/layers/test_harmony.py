"""Harmony: chords stay in the song's key, follow its shift, and their voices move little."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.grid import Chord, Grid, Hearing, Key
from audio_engine.layers.harmony import SCALES, harmony
from audio_engine.units import TONICS, Mode, Tonic

GRID = Grid(tempo_bpm=120, beats_per_bar=4, beats_seconds=tuple(i / 2 for i in range(32)), seconds=16)


def hearing(chords: tuple[Chord | None, ...], key: Key | None) -> Hearing:
    return Hearing(grid=GRID, key=key, chords=chords, loudness_lufs=-14, true_peak_dbtp=-1)


def chord(root: Tonic, mode: Mode = "major") -> Chord:
    return Chord(root=root, mode=mode)


@given(st.sampled_from(TONICS), st.sampled_from(["major", "minor"]), st.integers(0, 6))
def test_sevenths_and_ninths_over_the_keys_own_chords_stay_in_the_key(tonic, mode, degree):
    scale = [(TONICS.index(tonic) + step) % 12 for step in SCALES[mode]]
    root, third = scale[degree], (scale[(degree + 2) % 7] - scale[degree]) % 12
    fifth = (scale[(degree + 4) % 7] - root) % 12
    if fifth != 7:
        return  # the diminished chord is heard as none
    own = chord(TONICS[root], "major" if third == 4 else "minor")
    found = harmony(hearing((own,), Key(tonic=tonic, mode=mode)), 0, 0, 0.0)
    for pitch in found.voiced(48, "seventh") + found.voiced(48, "ninth"):
        assert pitch % 12 in scale


@given(st.lists(st.sampled_from(TONICS), min_size=2, max_size=8), st.integers(40, 70), st.floats(-12, 12))
def test_every_voice_stays_within_an_octave_and_none_leaps_in_any_progression(roots, low, semitones):
    song = hearing(tuple(chord(root) for root in roots), None)
    voiced = [harmony(song, i, i, semitones).voiced(low, "triad") for i in range(len(roots))]
    assert all(low <= pitch < low + 12 for notes in voiced for pitch in notes)
    for before, after in pairwise(voiced):
        assert max(abs(a - b) for a, b in zip(before, after, strict=True)) < 10.0


def test_common_tones_stay_where_they_are():
    song = hearing((chord("C"), chord("A", "minor"), chord("F")), Key(tonic="C", mode="major"))
    first, second, third = (set(harmony(song, i, i, 0.0).voiced(55, "triad")) for i in range(3))
    assert len(first & second) == 2
    assert len(second & third) == 2


@pytest.mark.parametrize("semitones", [-5.0, 0.0, 2.0, 0.37])
def test_chords_and_basses_move_with_the_song(semitones):
    song = hearing((chord("D", "minor"),), Key(tonic="D", mode="minor"))
    found = harmony(song, 0, 0, semitones)
    assert found.above(28) % 12 == pytest.approx((2 + semitones) % 12)
    classes = sorted(p % 12 for p in found.voiced(60, "triad"))
    assert classes == pytest.approx(sorted((pc + semitones) % 12 for pc in (2, 5, 9)))


def test_where_no_chord_was_heard_the_keys_own_is_played_and_without_a_key_the_last_one():
    in_key = harmony(hearing((None,), Key(tonic="G", mode="minor")), 0, 0, 0.0)
    assert (in_key.root, in_key.third) == (7, 3)
    without = harmony(hearing((chord("E"), None, None), None), 2, 2, 0.0)
    assert without.root == 4
    assert harmony(hearing((), None), 3, 3, 0.0).root == 0


def test_a_leading_tone_lies_a_semitone_below_the_next_root():
    song = hearing((chord("C"), chord("F")), Key(tonic="C", mode="major"))
    assert harmony(song, 0, 1, 0.0).leading(28) % 12 == 4
