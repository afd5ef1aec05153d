"""The demo songs: exact stems, true grids, audible voices, and the music that their data says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from audio_engine.audio import frames, on_pcm24_grid, pcm_hash, rms_db
from audio_engine.grid import Section
from audio_engine.notes import frequency_hz
from audio_engine.songbook import SHELF, Piece, compose
from audio_engine.songbook._arranger import arrange
from audio_engine.units import TONICS
from tests.audio_engine.instruments.measure import cents, strongest_hz

SONGS = list(SHELF)
Composer = Callable[[str], Piece]


def mix_of(piece: Piece) -> np.ndarray:
    stems = piece.stems
    return stems["vocals"] + stems["drums"] + stems["bass"] + stems["other"]


def part(samples: np.ndarray, section: Section) -> np.ndarray:
    return samples[:, frames(section.start_seconds) : frames(section.end_seconds)]


def test_there_are_five_songs_and_no_two_share_tempo_or_key(piece: Composer):
    assert len(SONGS) == 5
    assert len({piece(name).grid.tempo_bpm for name in SONGS}) == 5
    assert len({str(piece(name).key) for name in SONGS}) == 5
    assert {piece(name).grid.beats_per_bar for name in SONGS} == {3, 4}


def test_a_song_is_the_same_bytes_each_time(piece: Composer):
    first, again = piece("slow-honey"), compose("slow-honey")
    assert {s: pcm_hash(x) for s, x in first.stems.items()} == {
        s: pcm_hash(x) for s, x in again.stems.items()
    }
    assert (first.grid, first.chords, first.lyrics) == (again.grid, again.chords, again.lyrics)


@pytest.mark.parametrize("name", SONGS)
class TestEverySong:
    def test_stems_are_on_the_24_bit_grid_and_their_sum_is_exact(self, piece: Composer, name: str):
        song = piece(name)
        assert list(song.stems) == ["vocals", "drums", "bass", "other"]
        for samples in song.stems.values():
            assert samples.dtype == np.float32
            assert samples.shape == (2, frames(song.grid.seconds))
            assert np.array_equal(samples, on_pcm24_grid(samples))
        exact = np.sum([s.astype(np.float64) for s in song.stems.values()], axis=0)
        assert np.array_equal(mix_of(song).astype(np.float64), exact)

    def test_the_mix_peaks_between_minus_three_and_minus_one_and_is_as_loud_as_a_record(
        self, piece: Composer, name: str
    ):
        import pyloudnorm

        mix = mix_of(piece(name))
        assert -3.0 < 20.0 * np.log10(np.abs(mix).max()) < -1.0
        assert -18.0 < pyloudnorm.Meter(44_100).integrated_loudness(mix.T.astype(np.float64)) < -13.0

    def test_it_lasts_60_to_90_seconds_of_whole_bars_and_has_all_sections(self, piece: Composer, name: str):
        grid = piece(name).grid
        bar = grid.beats_per_bar * 60.0 / grid.tempo_bpm
        assert 60.0 <= grid.seconds <= 90.0
        assert grid.seconds == pytest.approx(len(grid.bar_starts()) * bar)
        assert {s.label for s in grid.sections} == {"intro", "verse", "chorus", "bridge", "outro"}
        assert grid.sections[0].start_seconds == 0.0
        assert grid.sections[-1].end_seconds == pytest.approx(grid.seconds)
        assert all(a.end_seconds == b.start_seconds for a, b in pairwise(grid.sections))
        assert len(piece(name).chords) == len(grid.bar_starts())

    def test_the_voice_rests_in_the_intro_and_is_heard_in_every_chorus(self, piece: Composer, name: str):
        song = piece(name)
        intro = song.grid.named("intro")[0]
        before = song.stems["vocals"][:, : frames(intro.end_seconds - 0.25)]
        assert not before.any()
        rest = mix_of(song) - song.stems["vocals"]
        for chorus in song.grid.named("chorus"):
            over = rms_db(part(song.stems["vocals"], chorus)) - rms_db(part(rest, chorus))
            assert -4.0 < over < 4.0

    def test_every_stem_sounds_in_most_of_the_song(self, piece: Composer, name: str):
        song = piece(name)
        lines = [frames(t) for t in song.grid.bar_lines()]
        for stem, samples in song.stems.items():
            heard = [rms_db(samples[:, a:b]) > -45.0 for a, b in pairwise(lines)]
            assert sum(heard) > 0.6 * len(heard), stem

    def test_it_ends_in_silence_and_a_chorus_is_louder_than_the_intro(self, piece: Composer, name: str):
        song = piece(name)
        mix = mix_of(song)
        assert np.abs(mix[:, -20:]).max() < 1e-3
        assert (
            rms_db(part(mix, song.grid.named("chorus")[0]))
            > rms_db(part(mix, song.grid.named("intro")[0])) + 2.0
        )

    def test_no_sample_steps_as_a_click_does(self, piece: Composer, name: str):
        for stem in ("vocals", "bass", "other"):
            assert np.abs(np.diff(piece(name).stems[stem], axis=1)).max() < 0.25, stem

    def test_lyrics_rise_and_lie_where_the_voice_sings(self, piece: Composer, name: str):
        song = piece(name)
        starts = [at for at, _ in song.lyrics]
        assert len(starts) >= 6
        assert starts == sorted(starts)
        for at in starts:
            assert rms_db(song.stems["vocals"][:, frames(at) : frames(at + 0.25)]) > -40.0

    def test_drum_hits_begin_within_five_milliseconds_of_where_they_are_written(
        self, piece: Composer, name: str
    ):
        song = piece(name)
        bar = song.grid.beats_per_bar * 60.0 / song.grid.tempo_bpm
        level = np.abs(song.stems["drums"]).max(axis=0)
        starts = [s.start_seconds for s in song.grid.named("verse")]
        for start in (t + i * bar for t in starts for i in (1, 2)):
            around = level[frames(max(0.0, start - 0.02)) : frames(start + 0.03)]
            before = around[: frames(0.012)].max()
            onset = int(np.argmax(around > max(2.0 * before, 0.25 * around.max()))) / 44_100
            assert abs(onset - 0.02) < 0.0055

    def test_the_bass_begins_its_bars_on_the_chord_and_is_heard_there(self, piece: Composer, name: str):
        song = piece(name)
        held = 0
        for note in arrange(SHELF.take(name).SONG).notes["bass"]:
            number = song.grid.bar_at(note.start_seconds + 0.01)
            if abs(note.start_seconds - song.grid.bar_starts()[number - 1]) > 0.01:
                continue
            chord = song.chords[number - 1]
            assert chord is not None
            third = 3 if chord.mode == "minor" else 4
            assert (note.pitch - TONICS.index(chord.root)) % 12 in (0, third)
            if note.length_seconds > 0.5 and note.start_seconds < song.grid.seconds - 2.0:
                begin = frames(note.start_seconds + 0.05)
                sound = song.stems["bass"][0, begin : begin + frames(note.length_seconds - 0.05)]
                expected = frequency_hz(note.pitch)
                assert abs(cents(strongest_hz(sound, 0.75 * expected, 1.4 * expected), expected)) < 25.0
                held += 1
        assert held >= 4


def test_a_waltz_strums_on_its_bars(piece: Composer):
    assert piece("the-long-way-round").grid.beats_per_bar == 3


def test_a_song_that_is_not_on_the_shelf_is_refused_with_those_that_are():
    with pytest.raises(KeyError, match="paper-lanterns"):
        compose("yesterday")
