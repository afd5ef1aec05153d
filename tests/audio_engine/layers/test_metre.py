"""Metre: bars written for four beats are whole bars in every metre, and swing bends only what it should."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audio_engine.arrangement.timeline import Bar
from audio_engine.layers.metre import FOUR, WALTZ, frame_at, marks
from audio_engine.styles import Groove

ROCK_KICK, ROCK_SNARE, HATS = "X.......X.......", "....X.......X...", "x.x.x.x.x.x.x.x."


def places(line: str, beats: int, waltz: bool = False) -> list[float]:
    return [mark.beat + mark.within for mark in marks(line, beats, how=WALTZ if waltz else FOUR)]


@pytest.mark.parametrize(
    ("beats", "kick", "snare"),
    [(4, [0, 2], [1, 3]), (3, [0], [1, 2]), (5, [0, 3], [1, 2, 4]), (6, [0], [3]), (2, [0], [1]),
     (7, [0, 2, 4], [1, 3, 5, 6]), (12, [0, 6], [3, 9])],
)  # fmt: skip
def test_a_backbeat_keeps_its_place_in_every_metre(beats, kick, snare):
    assert places(ROCK_KICK, beats) == kick
    assert places(ROCK_SNARE, beats) == snare


@given(st.text(alphabet=".xXog", min_size=16, max_size=16), st.integers(1, 12))
def test_no_mark_lies_outside_of_its_bar_and_marks_come_in_order(line, beats):
    found = places(line, beats)
    assert found == sorted(found)
    assert all(0 <= at < beats for at in found)


def test_six_eighths_are_an_eighth_to_the_beat():
    assert places(HATS, 6) == [0, 1, 2, 3, 4, 5]
    assert places("x..x..x..x..", 6) == [0, 3]


def test_a_bar_written_in_three_is_played_in_three():
    assert places("X...x...x...", 3, waltz=True) == [0, 1, 2]


def test_a_held_note_ends_where_the_next_mark_stands():
    first, second = marks("R-----5-........", 4)
    assert (first.end_beat, first.end_within) == (1, 0.5)
    assert (second.end_beat, second.end_within) == (2, 0.0)
    (whole,) = marks("R---------------", 4)
    assert (whole.end_beat, whole.end_within) == (4, 0.0)


BAR = Bar(0, 0, 80_000, (0, 20_000, 40_000, 60_000, 80_000))


def test_swing_moves_the_second_sixteenth_of_a_pair_and_nothing_else():
    swung = Groove(swing=0.6)
    assert [frame_at(BAR, 0, s / 4, swung) for s in range(4)] == [0, 6_000, 10_000, 16_000]


def test_swung_eighths_move_the_half_of_a_beat_and_triplets_are_left_alone():
    swung = Groove(swing_eighths=0.66)
    assert frame_at(BAR, 1, 0.5, swung) == 33_200
    assert frame_at(BAR, 1, 2 / 3, swung, triplet=True) == 33_333


def test_beats_that_grow_longer_within_a_bar_are_followed():
    slowing = Bar(0, 0, 100_000, (0, 20_000, 42_000, 68_000, 100_000))
    assert [frame_at(slowing, beat, 0.5, Groove()) for beat in range(4)] == [10_000, 31_000, 55_000, 84_000]


def test_past_the_last_beat_of_a_cut_bar_nothing_is_played():
    cut = Bar(0, 0, 40_000, (0, 20_000, 40_000))
    assert frame_at(cut, 2, 0.0, Groove()) == 40_000
    assert frame_at(cut, 2, 0.25, Groove()) is None
