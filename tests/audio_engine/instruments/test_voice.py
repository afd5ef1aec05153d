"""The singing voices: vowels have their formants, consonants their noise, notes their pitch."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.audio import frames, rms_db
from audio_engine.instruments import SHELF
from audio_engine.instruments._speech import spell
from audio_engine.notes import Note, frequency_hz
from tests.audio_engine.instruments.measure import cents, spectrum, strongest_hz

VOICES = [name for name in SHELF if SHELF.take(name).KIND == "voice"]


def sung(voice: str, syllable: str, pitch: float = 48.0) -> np.ndarray:
    note = Note(0.3, 1.2, pitch, 0.8, syllable)
    return SHELF.take(voice).play([note], frames(1.9), 1)[0]


def formant_hz(sound: np.ndarray, low_hz: float, high_hz: float) -> float:
    """Centre of the energy between two frequencies: with the harmonics of a low note, near the formant."""
    hz, magnitude = spectrum(sound[frames(0.5) : frames(0.9)])
    inside = (hz >= low_hz) & (hz <= high_hz)
    weight = magnitude[inside] ** 4
    return float(np.sum(hz[inside] * weight) / np.sum(weight))


def test_there_are_a_high_and_a_low_voice():
    assert VOICES == ["voice-alto", "voice-tenor"]


@pytest.mark.parametrize(
    ("syllable", "first_hz", "second_hz"), [("ah", 730, 1_120), ("ee", 280, 2_250), ("ooh", 310, 850)]
)
def test_a_vowel_has_its_two_formants(syllable, first_hz, second_hz):
    sound = sung("voice-tenor", syllable, pitch=40.0)
    between = (first_hz * second_hz) ** 0.5
    assert formant_hz(sound, 150.0, between) == pytest.approx(first_hz, abs=110.0)
    assert formant_hz(sound, between, 1.2 * second_hz) == pytest.approx(second_hz, abs=170.0)


def test_a_womans_formants_are_higher_than_a_mans_on_the_same_note():
    high, low = (formant_hz(sung(v, "ah", 45.0), 900.0, 1_900.0) for v in ("voice-alto", "voice-tenor"))
    assert high > 1.06 * low


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize("pitch", [55.0, 62.0])
def test_a_sung_note_is_in_tune_within_thirty_cents(voice, pitch):
    expected = frequency_hz(pitch)
    sound = sung(voice, "la", pitch)[frames(0.45) : frames(1.4)]
    assert abs(cents(strongest_hz(sound, 0.85 * expected, 1.15 * expected), expected)) < 30.0


def test_a_long_note_has_vibrato_near_five_a_second():
    sound = SHELF.take("voice-alto").play([Note(0.3, 3.0, 64, 0.8, "ah")], frames(3.6), 1)[0]
    hop, size = 441, 4_096
    starts = range(frames(1.2), frames(3.0), hop)
    expected = frequency_hz(64)
    pitch = [strongest_hz(sound[s : s + size], 0.9 * expected, 1.1 * expected) for s in starts]
    swing = np.array(pitch) - np.mean(pitch)
    rates = np.fft.rfftfreq(len(swing) * 8, hop / 44_100)
    strongest = rates[np.argmax(np.abs(np.fft.rfft(swing * np.hanning(len(swing)), len(swing) * 8)))]
    assert strongest == pytest.approx(5.3, abs=0.7)


def test_an_s_is_heard_as_high_noise_before_the_note():
    before = slice(frames(0.2), frames(0.28))
    hiss, none = sung("voice-tenor", "sa")[before], sung("voice-tenor", "a")[before]
    hz, magnitude = spectrum(hiss)
    power = magnitude**2
    assert power[hz > 4_000.0].sum() > 0.6 * power.sum()
    assert rms_db(hiss[None]) > rms_db(none[None]) + 10.0


def test_touching_notes_glide_and_parted_notes_breathe():
    def level(gap: float) -> float:
        notes = [Note(0.3, 0.6, 52, 0.8, "la"), Note(0.9 + gap, 0.6, 57, 0.8, "ah")]
        sound = SHELF.take("voice-tenor").play(notes, frames(2.4), 1)
        middle = 0.9 + gap / 2.0
        return rms_db(sound[:, frames(middle - 0.01) : frames(middle + 0.01)])

    assert level(0.0) > level(0.5) + 15.0


def test_soft_and_loud_syllables_are_about_as_loud_whatever_their_vowel():
    levels = [
        rms_db(sung("voice-alto", s, 62.0)[None, frames(0.4) : frames(1.3)])
        for s in ("ah", "ee", "ooh", "oh", "shine")
    ]
    assert max(levels) - min(levels) < 4.0


@pytest.mark.parametrize(
    ("written", "consonants", "vowels", "closing"),
    [("la", 1, 1, 0), ("light", 1, 2, 1), ("shine", 1, 2, 1), ("strands", 3, 1, 3), ("home", 1, 2, 1),
     ("through", 2, 1, 0), ("knows", 1, 2, 1), ("ooh", 0, 1, 0), ("we'll", 1, 1, 1), ("", 0, 1, 0)],
)  # fmt: skip
def test_a_written_syllable_is_read_as_it_is_said(written, consonants, vowels, closing):
    syllable = spell(written)
    assert (len(syllable.onset), len(syllable.vowel), len(syllable.coda)) == (consonants, vowels, closing)
