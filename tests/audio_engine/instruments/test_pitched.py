"""Basses, keys, pads and leads: in tune, without clicks, at their level."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.audio import frames, rms_db
from audio_engine.instruments import SHELF
from audio_engine.notes import Note, frequency_hz
from tests.audio_engine.instruments.measure import centroid_hz, cents, strongest_hz

PITCHED = [name for name in SHELF if SHELF.take(name).KIND in ("bass", "keys", "pad", "lead")]
BASSES = [name for name in PITCHED if SHELF.take(name).KIND == "bass"]


def test_there_is_a_bass_for_every_kind_of_music():
    assert BASSES == [
        "bass-808", "bass-acid", "bass-dub", "bass-electric", "bass-organ", "bass-reese", "bass-slap",
        "bass-sub", "bass-synth", "bass-upright", "cellos", "chip-triangle",
    ]  # fmt: skip


@pytest.mark.parametrize("name", [n for n in PITCHED if n not in BASSES])
def test_a_usual_phrase_peaks_below_full_scale_and_well_above_nothing(name):
    kind = SHELF.take(name).KIND
    chords = [Note(b, 0.9, p, 0.8) for b in range(2) for p in (55, 60, 64)]
    line = [Note(i * 0.25, 0.22, 60 + (0, 7, 12, 3)[i % 4], 0.8) for i in range(8)]
    sound = SHELF.take(name).play(line if kind == "lead" else chords, frames(2.5), 1)
    assert -18.0 < 20.0 * np.log10(np.abs(sound).max()) < 0.0


def test_tied_notes_slide_and_parted_notes_do_not():
    def early_hz(gap_seconds: float) -> float:
        notes = [Note(0.0, 0.6 - gap_seconds, 33, 0.9), Note(0.6, 0.6, 45, 0.9)]
        sound = SHELF.take("bass-808").play(notes, frames(1.4), 1)[0]
        return strongest_hz(sound[frames(0.6) : frames(0.66)], 40.0, 200.0)

    assert early_hz(0.0) < 0.85 * frequency_hz(45) < early_hz(0.15)


def test_a_squelching_bass_sings_at_its_cutoff():
    sound = SHELF.take("bass-acid").play([Note(0.0, 0.5, 33, 0.95)], frames(0.6), 1)[0]
    early, late = (centroid_hz(sound[frames(t) : frames(t + 0.06)]) for t in (0.01, 0.3))
    assert early > 1.8 * late


def test_a_choir_sings_an_open_vowel():
    sound = SHELF.take("choir").play([Note(0.0, 2.0, 50, 0.8)], frames(2.0), 1)[0]
    mouth = strongest_hz(sound, 400.0, 3_000.0)
    assert 550.0 < mouth < 850.0


@pytest.mark.parametrize("pitch", [33, 40, 47])
@pytest.mark.parametrize("bass", BASSES)
def test_a_bass_is_in_tune_within_six_cents(bass, pitch):
    sound = SHELF.take(bass).play([Note(0.0, 1.5, pitch, 0.8)], frames(1.6), 1)[0]
    expected = frequency_hz(pitch)
    assert abs(cents(strongest_hz(sound, 0.75 * expected, 1.4 * expected), expected)) < 6.0


@pytest.mark.parametrize("name", PITCHED)
def test_every_instrument_is_in_tune_within_twelve_cents(name):
    sound = SHELF.take(name).play([Note(0.0, 2.0, 60, 0.8)], frames(2.0), 1).mean(axis=0)
    expected = frequency_hz(60)
    assert abs(cents(strongest_hz(sound, 0.8 * expected, 1.25 * expected), expected)) < 12.0


@pytest.mark.parametrize("name", PITCHED)
def test_a_note_begins_and_ends_at_zero_without_a_step(name):
    sound = SHELF.take(name).play([Note(0.1, 0.5, 57, 0.9)], frames(2.0), 1)
    heard = np.flatnonzero(np.abs(sound).max(axis=0))
    edges = np.abs(sound[:, [heard[0], heard[-1]]]).max()
    assert edges < 0.01 * np.abs(sound).max()


@pytest.mark.parametrize("name", PITCHED)
def test_harder_notes_are_louder_and_no_darker(name):
    play = SHELF.take(name).play
    soft = play([Note(0.0, 0.6, 50, 0.3)], frames(1.0), 1)
    hard = play([Note(0.0, 0.6, 50, 0.95)], frames(1.0), 1)
    assert rms_db(hard) > rms_db(soft) + 4.0
    assert centroid_hz(hard[0]) > 0.95 * centroid_hz(soft[0])


@pytest.mark.parametrize("bass", BASSES)
def test_a_usual_bass_line_peaks_below_full_scale_and_well_above_nothing(bass):
    line = [Note(i * 0.25, 0.22, 36 + (0, 7, 12, 3)[i % 4], 0.85) for i in range(16)]
    peak_db = 20.0 * np.log10(np.abs(SHELF.take(bass).play(line, frames(4.0), 1)).max())
    assert -12.0 < peak_db < -3.0


def test_a_bass_stands_in_the_middle_and_a_pad_stands_wide():
    bass = SHELF.take("bass-sub").play([Note(0.0, 1.0, 36, 0.8)], frames(1.5), 1)
    pad = SHELF.take("pad").play([Note(0.0, 1.0, 60, 0.8)], frames(1.5), 1)
    assert np.array_equal(bass[0], bass[1])
    assert float(np.corrcoef(pad[0], pad[1])[0, 1]) < 0.9


def test_a_plucked_string_dies_away_and_its_highs_die_first():
    sound = SHELF.take("guitar-steel").play([Note(0.0, 2.0, 55, 0.8)], frames(2.0), 1)[0]
    early, late = sound[frames(0.1) : frames(0.4)], sound[frames(1.4) : frames(1.7)]
    assert rms_db(late[None]) < rms_db(early[None]) - 6.0
    assert centroid_hz(late) < 0.8 * centroid_hz(early)


def test_no_pitched_instrument_reaches_above_its_highest_harmonic():
    sound = SHELF.take("lead").play([Note(0.0, 1.0, 96, 0.9)], frames(1.2), 1)[0]
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound)))) ** 2
    hz = np.fft.rfftfreq(len(sound), 1.0 / 44_100)
    fundamental = frequency_hz(96)
    nearest = np.abs(hz / fundamental - np.rint(hz / fundamental)) * fundamental
    folded = power[(nearest > 250.0) & (hz > 250.0)].sum()
    assert 10.0 * np.log10(folded / power.sum()) < -40.0
