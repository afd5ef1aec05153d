"""Where somebody sings, on stems with known words and known leaks."""

import numpy as np
import pytest

from audio_engine.analysis import hear, singing
from audio_engine.units import RATE_HZ
from tests.audio_engine.analysis.toy_songs import add, tone, toy_song


def voice(spans, seconds, leak=0.0):
    """Half-second notes without pause in each span, over noise that leaks in."""
    mix = np.random.default_rng(2).normal(size=round(seconds * RATE_HZ)) * leak
    for start, end in spans:
        for at in np.arange(start, end - 0.01, 0.5):
            add(mix, tone(64, min(0.5, end - at), 0.3, decay=0.5), at)
    return np.stack([mix, mix]).astype(np.float32)


@pytest.mark.parametrize("leak", [0.0, 0.004])
def test_singing_is_found_to_a_tenth_of_a_second(leak):
    spans = ((1.0, 3.0), (5.0, 8.5), (10.0, 11.0))
    assert np.asarray(singing(voice(spans, 13, leak))) == pytest.approx(np.asarray(spans), abs=0.12)


def test_a_breath_does_not_part_a_line():
    assert len(singing(voice(((1.0, 3.0), (3.4, 5.0)), 6))) == 1


@pytest.mark.parametrize("sound", [np.zeros((2, RATE_HZ)), np.zeros((2, 0)), np.full((1, RATE_HZ), 1e-5)])
def test_in_silence_nobody_sings(sound):
    assert singing(sound.astype(np.float32)) == ()


def test_a_stem_of_the_voice_tells_who_sings_and_is_believed():
    song = toy_song(112.0, "D", "major", "rock", (("verse", 4), ("chorus", 4)))
    vocals = voice(((8.6, 17.0),), song.samples.shape[1] / RATE_HZ)
    heard = hear(song.samples, vocals=vocals)
    assert heard.singing == singing(vocals)
    assert heard.singing_confidence == 1.0
    assert hear(song.samples).singing_confidence == 0.0
