"""Swing: straight styles follow the song's own, styles with a stronger groove keep theirs."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.arrangement.timeline import Timeline
from audio_engine.grid import Grid, Hearing
from audio_engine.layers import played
from audio_engine.layers.metre import felt
from audio_engine.plan import Layer
from audio_engine.styles import SHELF, Groove, style
from tests.audio_engine.styles.measure import SONG_DB, rises, song, strongest_rise


def grid(swing: float = 0.5, sixteenth_swing: float = 0.5, beat_parts: int = 2) -> Grid:
    beats = tuple(i / 2 for i in range(16))
    return Grid(
        tempo_bpm=120, beats_per_bar=4, beats_seconds=beats, seconds=8.0,
        swing=swing, sixteenth_swing=sixteenth_swing, beat_parts=beat_parts,
    )  # fmt: skip


def swinging(swing: float, sixteenth_swing: float) -> tuple[Timeline, Hearing]:
    timeline, hearing = song(100.0, (("verse", 3),))
    ours = hearing.grid.model_copy(update={"swing": swing, "sixteenth_swing": sixteenth_swing})
    return Timeline(ours, timeline.clips, timeline.warp), hearing.model_copy(update={"grid": ours})


def places(name: str, role: str, swing: float, sixteenth_swing: float, around: float) -> float:
    """Where in its beat, on average, the loudest rise near a share of each beat of the second bar stands."""
    timeline, hearing = swinging(swing, sixteenth_swing)
    sound = played(Layer(instrument=role, style=name), timeline, hearing, 0.0, SONG_DB, 1)
    rise = rises(sound, 6_000.0, 14_000.0)
    beat = 0.6
    found = [strongest_rise(rise, beat * (4 + n + around), 0.13 * beat)[1] / beat - 4 - n for n in range(4)]
    return float(np.mean(found))


def test_a_straight_style_takes_the_songs_swing_of_eighths_and_of_sixteenths():
    assert felt(Groove(), grid(0.62, 0.5)) == Groove(swing_eighths=0.62)
    assert felt(Groove(loose_ms=3.0), grid(0.5, 0.58)) == Groove(swing=0.58, loose_ms=3.0)
    assert felt(Groove(swing=0.53), grid(0.64, 0.5)) == Groove(swing_eighths=0.64)


def test_a_stronger_groove_of_its_own_and_a_song_that_hardly_swings_change_nothing():
    own = Groove(swing=0.6)
    assert felt(own, grid(0.5, 0.56)) is own
    assert felt(Groove(swing_eighths=0.66), grid(0.62, 0.5)) == Groove(swing_eighths=0.66)
    assert felt(Groove(), grid(0.525, 0.47)) == Groove()
    assert felt(Groove(), grid(0.66, 0.5, beat_parts=3)) == Groove()


@pytest.mark.parametrize("name", SHELF.names())
def test_no_style_swings_less_than_the_song_nor_more_than_the_greater_of_both(name):
    groove = style(name).groove
    for swing, sixteenths in ((0.5, 0.5), (0.6, 0.5), (0.5, 0.62), (0.75, 0.5)):
        found = felt(groove, grid(swing, sixteenths))
        strongest = min(max(groove.swing, groove.swing_eighths, swing, sixteenths), max(groove.swing, 0.7))
        assert max(found.swing, found.swing_eighths) == pytest.approx(strongest)


@pytest.mark.parametrize("swing", [0.5, 0.58, 0.64])
def test_the_eighths_of_a_straight_style_are_heard_where_the_song_has_its_own(swing):
    assert places("synthwave", "drums", swing, 0.5, swing) == pytest.approx(swing, abs=0.02)


def test_the_sixteenths_of_a_straight_style_are_heard_where_the_song_has_its_own():
    assert places("reggaeton", "drums", 0.5, 0.62, 0.5) == pytest.approx(0.5, abs=0.02)
    straight, swung = (places("orchestral", "keys", 0.5, s, 0.5) for s in (0.5, 0.62))
    assert straight == pytest.approx(swung, abs=0.01)


def test_a_shuffle_keeps_its_triplets_in_a_song_that_swings_less():
    assert places("blues", "drums", 0.57, 0.5, 0.667) == pytest.approx(0.667, abs=0.02)
