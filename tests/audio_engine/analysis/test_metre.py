"""Metre, swing and moving tempo on songs whose metre is known, and what a person may put right."""

import itertools

import numpy as np
import pytest

from audio_engine.analysis import Given, hear, listen, understand
from audio_engine.analysis.given import SectionStart
from audio_engine.grid import Grid
from tests.audio_engine.analysis.toy_songs import toy_song

FORM = (("verse", 8), ("chorus", 8))
LONG_FORM = (("intro", 4), ("verse", 8), ("chorus", 8), ("verse", 8), ("chorus", 8), ("outro", 4))
SONG = toy_song(112.0, "D", "major", "rock", LONG_FORM)
LISTENED = listen(SONG.samples)


def starts(hearing):
    return [(s.label, s.start_seconds) for s in hearing.grid.sections]


def test_six_eight_is_two_beats_of_three_parts_at_the_tempo_of_its_dotted_quarters():
    song = toy_song(62.0, "G", "major", "six", FORM)
    grid = hear(song.samples).grid
    assert (grid.metre, grid.beats_per_bar, grid.beat_parts) == ("6/8", 2, 3)
    assert grid.tempo_bpm == pytest.approx(62.0, abs=0.06)
    assert np.abs(np.subtract(grid.bar_starts()[:16], song.downbeats)).max() < 0.02


@pytest.mark.parametrize(("pattern", "swing"), [("swing", 2 / 3), ("rock", 0.5)])
def test_swing_is_where_the_second_eighth_falls(pattern, swing):
    grid = hear(toy_song(120.0, "C", "major", pattern, FORM).samples).grid
    assert grid.swing == pytest.approx(swing, abs=0.01)


def test_a_tempo_that_moves_is_followed_and_told():
    song = toy_song(96, tempo_end_bpm=104, form=(("verse", 8), ("chorus", 8)))
    heard = hear(song.samples)
    late = [np.abs(np.asarray(heard.grid.beats_seconds) - beat).min() for beat in song.beats]
    assert np.mean(np.array(late) < 0.02) > 0.95
    assert not heard.is_steady
    assert 3 < heard.tempo_spread_percent < 10


def test_a_steady_song_is_told_to_be_steady():
    heard = understand(LISTENED)
    assert heard.is_steady
    assert heard.tempo_spread_percent == 0.0


@pytest.mark.parametrize(
    ("tempo", "pattern"),
    [(66, "rock"), (70, "half"), (76, "none"), (165, "waltz"), (170, "break"), (178, "swing")],
)
def test_no_octave_is_wrong_without_a_doubt(tempo, pattern):
    heard = hear(toy_song(tempo, "E", "minor", pattern, FORM).samples)
    told = (heard.grid.tempo_bpm, *heard.other_tempos_bpm)
    assert any(abs(bpm / tempo - 1) < 0.001 for bpm in told)


def test_a_song_listened_to_once_can_be_understood_anew():
    given = Given(tempo_bpm=56, beats_per_bar=2, first_downbeat_seconds=float(SONG.beats[4]))
    assert understand(LISTENED, given) == hear(SONG.samples, given=given)


def test_the_other_octave_that_a_person_states_wins_without_doubt():
    heard = understand(LISTENED, Given(tempo_bpm=224))
    assert heard.grid.tempo_bpm == 224.0
    assert (heard.tempo_confidence, heard.other_tempos_bpm) == (1.0, ())
    assert np.abs(np.diff(heard.grid.beats_seconds) - 60 / 224).max() < 1e-3


@pytest.mark.parametrize(
    ("count", "parts", "metre"), [(3, None, "3/4"), (2, 3, "6/8"), (7, None, "7/4"), (6, 2, "6/4")]
)
def test_a_stated_metre_wins(count, parts, metre):
    grid = understand(LISTENED, Given(beats_per_bar=count, beat_parts=parts)).grid
    assert grid.metre == metre
    assert len(grid.bar_starts()) == -(-(len(grid.beats_seconds) - grid.first_downbeat) // count)


def test_one_stated_section_moves_its_boundary_and_leaves_the_others():
    heard = starts(understand(LISTENED))
    chorus = next(i for i, (label, _) in enumerate(heard) if label == "chorus")
    bar = 4 * 60 / 112
    said = SectionStart(label="chorus", start_seconds=heard[chorus][1] - 2 * bar + 0.3)
    moved = starts(understand(LISTENED, Given(section_starts=(said,))))
    assert moved[chorus][0] == "chorus"
    assert moved[chorus][1] == pytest.approx(heard[chorus][1] - 2 * bar, abs=0.01)
    assert [s for i, s in enumerate(moved) if i != chorus] == [s for i, s in enumerate(heard) if i != chorus]


def test_a_stated_section_far_from_any_boundary_is_put_in():
    form = (("verse", 16), ("chorus", 16))
    listened = listen(toy_song(120, "C", "major", "rock", form).samples)
    before = starts(understand(listened, Given(sections=understand(listened).grid.sections[:1])))
    said = (SectionStart(label="bridge", start_seconds=32.2),)
    given = Given(sections=understand(listened).grid.sections[:1], section_starts=said)
    assert starts(understand(listened, given)) == [*before, ("bridge", pytest.approx(32.0, abs=0.01))]


def test_facts_said_one_after_the_other_all_hold():
    bar = 4 * 60 / 112
    said = tuple(
        SectionStart(label=label, start_seconds=bars * bar)
        for label, bars in (("drop", 12), ("solo", 14), ("drop", 13))
    )
    found = starts(understand(LISTENED, Given(section_starts=said)))
    near = {(label, round(start / bar)) for label, start in found}
    assert {("drop", 12), ("drop", 13), ("solo", 14)} <= near
    for (_, one), (_, following) in itertools.pairwise(found):
        assert following > one


def test_the_last_bar_of_a_song_that_slows_down_holds_all_its_beats():
    grid = Grid(tempo_bpm=120, beats_per_bar=4, beats_seconds=(0, 0.5, 1, 1.5, 2, 2.7, 3.6, 4.8), seconds=6)
    assert grid.bar_lines()[-1] > 4.8
