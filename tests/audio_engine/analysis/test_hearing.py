"""Hearing small songs whose every fact is known, and sounds in which there is nothing to hear."""

import itertools

import numpy as np
import pytest

from audio_engine.analysis import Given, hear
from audio_engine.errors import UnusableAudio
from audio_engine.grid import Key, Section
from audio_engine.units import RATE_HZ
from tests.audio_engine.analysis.toy_songs import add, hit, tone, toy_song

VERSE_CHORUS = (("verse", 8), ("chorus", 8))


def clicks(times, seconds, make=lambda: tone(84, 0.05, 0.8, decay=60)):
    mix = np.zeros(round(seconds * RATE_HZ))
    for time in times:
        add(mix, make(), time)
    return np.stack([mix, mix]).astype(np.float32)


def share_within(truth, heard, tolerance):
    """The part of the true beats that have a heard one within the tolerance in seconds."""
    heard = np.asarray(heard)
    return float(np.mean([np.abs(heard - beat).min() <= tolerance for beat in truth]))


@pytest.mark.parametrize("tempo", [72.0, 95.37, 120.0, 141.5])
def test_the_tempo_of_clicks_is_exact_and_the_beats_lie_on_them(tempo):
    times = 0.31 + np.arange(0, 28, 60 / tempo)
    heard = hear(clicks(times, 29))
    assert heard.grid.tempo_bpm == pytest.approx(tempo, abs=0.02)
    late = [
        np.asarray(heard.grid.beats_seconds)[np.abs(heard.grid.beats_seconds - t).argmin()] - t for t in times
    ]
    assert abs(np.mean(late)) < 0.004
    assert np.abs(late).max() < 0.010


@pytest.mark.parametrize("kind", ["kick", "snare", "hat"])
def test_beats_of_any_drum_are_neither_early_nor_late(kind):
    rng = np.random.default_rng(1)
    times = np.arange(0.2, 15, 0.5)
    beats = np.asarray(hear(clicks(times, 15.5, lambda: hit(kind, rng))).grid.beats_seconds)
    assert abs(np.mean([beats[np.abs(beats - t).argmin()] - t for t in times])) < 0.005


@pytest.mark.parametrize(
    ("tempo", "pattern", "tonic", "mode"),
    [
        (70.5, "half", "A", "minor"),
        (92.3, "break", "D", "minor"),
        (112.37, "four", "Bb", "major"),
        (174.0, "break", "E", "minor"),
        (120.0, "waltz", "G", "major"),
        (110.0, "none", "F#", "minor"),
        (126.0, "five", "C", "major"),
    ],
)
def test_a_song_is_heard_as_it_was_written(tempo, pattern, tonic, mode):
    song = toy_song(tempo, tonic, mode, pattern, VERSE_CHORUS, lead_in=0.4)
    heard = hear(song.samples)
    assert heard.grid.tempo_bpm == pytest.approx(tempo, abs=0.1)
    assert share_within(song.beats, heard.grid.beats_seconds, 0.02) == 1.0
    assert heard.grid.metre == {"waltz": "3/4", "five": "5/4"}.get(pattern, "4/4")
    assert share_within(song.downbeats, heard.grid.bar_starts(), 0.02) == 1.0
    assert str(heard.key) == song.key
    names = [c and c.root + ("m" if c.mode == "minor" else "") for c in heard.chords]
    skipped = heard.grid.bar_at(song.downbeats[0] + 0.1) - 1
    assert np.mean([a == b for a, b in zip(names[skipped:], song.chords, strict=False)]) >= 0.9


def test_a_song_tuned_a_third_of_a_semitone_off_keeps_its_key():
    song = toy_song(100, "D", "major", transpose=0.33)
    assert str(hear(song.samples).key) == "D major"


def test_players_who_speed_up_are_followed():
    song = toy_song(90, tempo_end_bpm=100, form=(("verse", 8), ("chorus", 8)))
    grid = hear(song.samples).grid
    assert share_within(song.beats, grid.beats_seconds, 0.03) == 1.0
    assert 90 < grid.tempo_bpm < 100


def test_beats_stop_where_the_song_stops():
    song = toy_song(120)
    quiet = np.pad(song.samples, ((0, 0), (4 * RATE_HZ, 4 * RATE_HZ)))
    beats = hear(quiet).grid.beats_seconds
    assert beats[0] == pytest.approx(4.0, abs=0.02)
    assert beats[-1] < song.beats[-1] + 4.0 + 1.1


def test_the_form_is_found_and_the_loud_part_that_returns_is_the_chorus():
    form = (("intro", 4), ("verse", 8), ("chorus", 8), ("verse", 8), ("chorus", 8), ("outro", 4))
    song = toy_song(124, "G", "major", "four", form)
    grid = hear(song.samples).grid
    assert [s.label for s in grid.sections] == [name for name, _ in form]
    starts = [s.start_seconds for s in grid.sections]
    np.testing.assert_allclose(starts, song.boundaries, atol=0.03)


def test_half_or_double_is_told_where_it_is_in_doubt():
    times = np.arange(0.1, 25, 60 / 160)
    heard = hear(clicks(times, 25))
    assert {round(heard.grid.tempo_bpm), *map(round, heard.other_tempos_bpm)} >= {80, 160}
    assert heard.tempo_confidence < 0.76


NOISE = np.random.default_rng(3).normal(size=(2, 8 * RATE_HZ)) * 0.1
CLICK = np.zeros((1, 6 * RATE_HZ))
CLICK[0, RATE_HZ] = 1.0
PITCH = 0.4 * np.sin(2 * np.pi * 440 * np.arange(6 * RATE_HZ) / RATE_HZ)[None]


@pytest.mark.parametrize(
    "sound",
    [np.zeros((2, 5 * RATE_HZ)), NOISE, NOISE[:, : RATE_HZ // 2], NOISE[:, :1], CLICK, PITCH],
    ids=["silence", "noise", "half a second", "one sample", "one click", "a pitch"],
)
def test_where_nothing_pulses_the_tempo_is_a_default_without_confidence(sound):
    heard = hear(sound.astype(np.float32))
    assert (heard.grid.tempo_bpm, heard.tempo_confidence, heard.other_tempos_bpm) == (120.0, 0.0, ())
    assert len(heard.grid.beats_seconds) >= 1
    assert [(s.start_seconds, s.end_seconds) for s in heard.grid.sections] == [
        (0.0, sound.shape[1] / RATE_HZ)
    ]


def test_noise_has_no_key_and_no_chords():
    heard = hear(NOISE.astype(np.float32))
    assert heard.key is None
    assert set(heard.chords) == {None}


def test_no_samples_at_all_are_refused():
    with pytest.raises(UnusableAudio, match="empty"):
        hear(np.zeros((2, 0), np.float32))


def test_channels_that_cancel_are_still_heard():
    song = toy_song(100)
    sound = np.stack([song.samples[0], -song.samples[0]])
    assert hear(sound).grid.tempo_bpm == pytest.approx(100, abs=0.05)


@pytest.mark.parametrize("lead_in", [0.0, 0.7, 3.1])
def test_sections_touch_and_cover_the_song_on_bar_lines(lead_in):
    song = toy_song(130, form=(("verse", 4), ("chorus", 4), ("verse", 4)), lead_in=lead_in)
    grid = hear(song.samples).grid
    assert grid.sections[0].start_seconds == 0.0
    assert grid.sections[-1].end_seconds == grid.seconds
    for one, following in itertools.pairwise(grid.sections):
        assert one.end_seconds == following.start_seconds
        assert following.start_seconds in grid.bar_starts()


def test_loudness_and_peak_belong_to_the_samples():
    song = toy_song(120)
    loud, quiet = hear(song.samples), hear(song.samples * np.float32(0.5))
    assert loud.loudness_lufs - quiet.loudness_lufs == pytest.approx(6.02, abs=0.01)
    assert loud.true_peak_dbtp == pytest.approx(-6.0, abs=0.3)


def test_progress_rises_from_nothing_to_done():
    seen = []
    hear(toy_song(120, form=(("verse", 2),)).samples, lambda stage, done: seen.append((stage, done)))
    assert [done for _, done in seen] == sorted(done for _, done in seen)
    assert seen[0][1] == 0.0
    assert seen[-1][1] == 1.0


def test_what_is_given_wins():
    song = toy_song(100, form=VERSE_CHORUS)
    sections = (
        Section(label="drop", start_seconds=0.0, end_seconds=10.0),
        Section(label="outro", start_seconds=12.0, end_seconds=500.0),
    )
    key = Key(tonic="B", mode="minor")
    downbeat = float(song.beats[2])
    given = Given(tempo_bpm=100, beats_per_bar=3, first_downbeat_seconds=downbeat, key=key, sections=sections)
    heard = hear(song.samples, given=given)
    assert (heard.grid.tempo_bpm, heard.tempo_confidence, heard.other_tempos_bpm) == (100.0, 1.0, ())
    assert heard.grid.bar_starts()[0] == pytest.approx(downbeat, abs=1e-6)
    assert heard.grid.bar_starts()[1] == pytest.approx(downbeat + 1.8, abs=1e-6)
    assert heard.key == key
    assert [(s.label, s.start_seconds, s.end_seconds) for s in heard.grid.sections] == [
        ("drop", 0.0, 12.0),
        ("outro", 12.0, heard.grid.seconds),
    ]


def test_a_stated_half_tempo_is_taken():
    song = toy_song(140, form=VERSE_CHORUS)
    assert hear(song.samples, given=Given(tempo_bpm=70)).grid.tempo_bpm == 70.0


def test_a_stated_tempo_that_was_rounded_is_made_exact():
    song = toy_song(96.4, form=VERSE_CHORUS)
    grid = hear(song.samples, given=Given(tempo_bpm=96)).grid
    assert grid.tempo_bpm == pytest.approx(96.4, abs=0.02)
    assert share_within(song.beats, grid.beats_seconds, 0.02) == 1.0
