"""Where beats fall in music that is loudest between them."""

import numpy as np
import pytest

from audio_engine.analysis import hear
from audio_engine.analysis.lattice import LOW, PARTS, THUMP, find_lattice
from audio_engine.analysis.metre import find_readings
from audio_engine.analysis.onsets import find_onsets
from audio_engine.analysis.spectra import listening_blocks
from audio_engine.analysis.tones import find_tones
from audio_engine.audio import frames, summed
from audio_engine.songbook._arranger import arrange
from audio_engine.songbook._mixdown import mixdown
from audio_engine.units import RATE_HZ
from tests.audio_engine.analysis.toy_songs import add, hit, tone
from tests.evaluation.scores import Sketch, written


def lattice_of(samples, beat_seconds):
    """The lattice over beats that are known."""
    blocks = list(listening_blocks(np.stack([samples, samples]).astype(np.float32)))
    beats = np.arange(0.5, len(samples) / RATE_HZ - 0.5, beat_seconds)
    return find_lattice(find_onsets(blocks), find_tones(blocks), beats, 60 / beat_seconds)


@pytest.mark.parametrize(
    ("groove", "tempo_bpm", "key", "band"),
    [
        ("punk", 150, "A minor", "guitars"),  # a snare between all kicks
        ("train", 110, "C major", "band"),  # chords and brushes after the beat
        ("soul", 80, "E minor", "keys"),  # the bass picks up before the bar, chords after the beat
    ],
)
def test_beats_are_not_heard_half_a_beat_late_where_the_off_beats_are_loud(groove, tempo_bpm, key, band):
    song = written(Sketch(tempo_bpm, *key.split(), groove, ("v6", "c6"), band, 0.5, 7))
    score = arrange(song)
    grid = hear(summed(mixdown(song, score, frames(score.grid.seconds)).values())).grid
    assert grid.tempo_bpm == pytest.approx(tempo_bpm, rel=0.001)
    apart = np.abs(np.subtract.outer(score.grid.bar_starts(), grid.bar_starts())).min(axis=1)
    assert np.median(apart) < 0.02


def test_a_kick_over_a_ringing_bass_is_a_thump_though_hardly_an_onset():
    rng = np.random.default_rng(3)
    mix = np.zeros(17 * RATE_HZ)
    for beat in range(32):
        add(mix, hit("kick", rng), 0.5 + 0.5 * beat)
        if beat % 4 == 2:
            add(mix, tone(36, 0.9, 1.2, 0.3), 0.75 + 0.5 * beat)
    accents = lattice_of(mix, 0.5).accents[: 28 * PARTS : PARTS].reshape(-1, 4, 8).mean(axis=0)
    free, masked = accents[1], accents[3]
    assert free[LOW] - masked[LOW] > 1.0
    assert abs(free[THUMP] - masked[THUMP]) < 0.5


def test_likelihoods_of_readings_sum_to_one_and_fall():
    rng = np.random.default_rng(4)
    mix = np.zeros(16 * RATE_HZ)
    for beat in range(30):
        add(mix, hit("snare" if beat % 2 else "kick", rng), 0.5 + 0.5 * beat)
    likelihoods = [reading.likelihood for reading in find_readings(lattice_of(mix, 0.5))]
    assert sum(likelihoods) == pytest.approx(1.0)
    assert likelihoods == sorted(likelihoods, reverse=True)
    assert len(likelihoods) > 100
