"""An effect at places of a sound: nothing changes elsewhere, and moving knobs move without a click."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from audio_engine.audio import Samples
from audio_engine.effects import KNOB_NAMES, SHELF, Beat, Line, play, settings
from audio_engine.units import RATE_HZ
from tests.audio_engine.effects.sounds import band_db, burst, level_db, pink, tone

BEAT = Beat(seconds=0.5)
LINEAR = tuple(name for name in SHELF.names() if SHELF.take(name).TAIL_SECONDS > 0.0)


def swept(line: Line, sound: Samples, name: str = "lowpass", beat: Beat = BEAT) -> Samples:
    return play(name, "medium", {}, (line,), sound, RATE_HZ, beat, [(0, sound.shape[1])])


def highs_db(sound: Samples, out: Samples, start: float, end: float) -> float:
    """What is left above 4 kHz in a part of the sound, seconds."""
    at = slice(round(start * RATE_HZ), round(end * RATE_HZ))
    return band_db(out[:, at], 4_000, 8_000) - band_db(sound[:, at], 4_000, 8_000)


def test_nothing_changes_outside_the_place() -> None:
    sound = pink(3.0)
    out = play("lowpass", "heavy", {}, (), sound, RATE_HZ, BEAT, [(RATE_HZ, 2 * RATE_HZ)])
    assert np.array_equal(out[:, :RATE_HZ], sound[:, :RATE_HZ])
    assert np.array_equal(out[:, 2 * RATE_HZ :], sound[:, 2 * RATE_HZ :])
    assert highs_db(sound, out, 1.1, 1.9) < -30.0


@pytest.mark.parametrize("name", SHELF.names())
def test_everywhere_and_standing_still_it_is_the_effect_itself(name: str) -> None:
    sound = pink(0.6)
    beat = Beat(seconds=0.25, until_seconds=0.6)
    plain = SHELF.take(name).apply(sound, RATE_HZ, settings(name, "medium", {}), beat)
    placed = play(name, "medium", {}, (), sound, RATE_HZ, beat, [(-99, sound.shape[1] + 99)])
    if name == "tape-stop":
        placed = play(name, "medium", {}, (), sound, RATE_HZ, beat, [(0, sound.shape[1])])
    assert np.abs(placed - plain).max() < 1e-6


def test_a_reverb_rings_on_past_the_end_of_its_place() -> None:
    sound = burst(2.0, sounding_seconds=0.5)
    out = play("reverb", "heavy", {}, (), sound, RATE_HZ, BEAT, [(0, RATE_HZ // 2)])
    assert level_db(out[:, round(0.6 * RATE_HZ) : RATE_HZ]) > level_db(sound[:, :RATE_HZ]) - 30.0


def test_a_filter_opens_along_its_line() -> None:
    sound = pink(4.0)
    out = swept(Line("cutoff_hz", ((0.0, 300.0), (1.0, 16_000.0))), sound)
    lost = [highs_db(sound, out, at, at + 0.5) for at in np.arange(0.0, 4.0, 0.5)]
    assert all(later > earlier for earlier, later in pairwise(lost))
    assert lost[0] < -40.0
    assert lost[-1] > -1.0


def test_a_moving_filter_stands_where_a_fixed_one_would() -> None:
    sound = pink(4.0)
    out = swept(Line("cutoff_hz", ((0.0, 500.0), (8.0, 8_000.0)), "beats"), sound)
    for seconds, hz in ((1.0, 1_000.0), (2.0, 2_000.0), (3.0, 4_000.0)):
        fixed = play("lowpass", "medium", {"cutoff_hz": hz}, (), sound, RATE_HZ, BEAT, [(0, sound.shape[1])])
        at = slice(round((seconds - 0.02) * RATE_HZ), round((seconds + 0.02) * RATE_HZ))
        assert level_db(out[:, at] - fixed[:, at]) - level_db(fixed[:, at]) < -20.0


def test_points_in_beats_follow_beats_that_are_not_even() -> None:
    sound = pink(3.0)
    slower = Beat(seconds=0.5, frames=tuple(round(at * RATE_HZ) for at in (0.0, 0.5, 1.5, 2.5)))
    out = swept(Line("cutoff_hz", ((1.99, 300.0), (2.0, 18_000.0)), "beats"), sound, beat=slower)
    assert highs_db(sound, out, 1.0, 1.4) < -40.0
    assert highs_db(sound, out, 1.6, 2.4) > -1.0


def test_points_by_share_are_drawn_to_the_nearest_beat() -> None:
    sound = pink(4.0)
    out = swept(Line("cutoff_hz", ((0.0, 300.0), (0.55, 300.0), (0.7, 18_000.0))), sound)
    assert highs_db(sound, out, 1.5, 1.95) < -40.0  # 0.55 of 4 s is 2.2 s: the beat at 2.0
    assert highs_db(sound, out, 3.05, 3.9) > -1.0  # and 2.8 s is the beat at 3.0


@pytest.mark.parametrize(
    ("name", "knob", "low", "high"),
    [
        ("lowpass", "cutoff_hz", 300.0, 12_000.0),
        ("distortion", "drive_db", 0.0, 40.0),
        ("tremolo", "depth_percent", 0.0, 60.0),
        ("widen", "width_percent", 100.0, 300.0),
        ("reverb", "wet_percent", 0.0, 60.0),
        ("eq", "bass_gain_db", -12.0, 12.0),
    ],
)
def test_a_moving_knob_makes_no_click_and_no_zipper(name: str, knob: str, low: float, high: float) -> None:
    steady = tone(220.0, 2.0)
    line = Line(knob, ((0.0, low), (1.0, high), (1.1, low), (4.0, high)), "beats")
    moving = swept(line, steady, name)
    still = [
        play(name, "medium", {knob: value}, (), steady, RATE_HZ, BEAT, [(0, steady.shape[1])])
        for value in (low, high)
    ]
    inner = slice(4_410, -4_410)

    def clicks_db(sound: Samples) -> float:
        return band_db(sound[:, inner], 14_000, 20_000)

    assert clicks_db(moving) < max(*(clicks_db(one) for one in still), level_db(steady) - 90.0) + 6.0


def test_two_knobs_move_at_once() -> None:
    sound = pink(2.0)
    lines = (
        Line("lowest_hz", ((0.0, 20.0), (1.0, 1_000.0))),
        Line("highest_hz", ((0.0, 18_000.0), (1.0, 2_000.0))),
    )
    out = play("bandpass", "medium", {}, lines, sound, RATE_HZ, BEAT, [(0, sound.shape[1])])
    assert highs_db(sound, out, 1.7, 2.0) < -15.0 < highs_db(sound, out, 0.0, 0.2)


def test_a_window_in_the_middle_of_a_place_moves_as_the_whole() -> None:
    sound = pink(6.0)
    line = Line("cutoff_hz", ((0.0, 300.0), (1.0, 16_000.0)))
    places = [(RATE_HZ, 5 * RATE_HZ)]
    whole = play("lowpass", "medium", {}, (line,), sound, RATE_HZ, BEAT, places)
    cut = 2 * RATE_HZ
    window = play(
        "lowpass", "medium", {}, (line,), sound[:, cut:], RATE_HZ, BEAT.later(cut, RATE_HZ),
        [(start - cut, end - cut) for start, end in places],
    )  # fmt: skip
    after = slice(RATE_HZ // 2, None)
    assert level_db(window[:, after] - whole[:, cut:][:, after]) - level_db(whole) < -70.0


def test_a_place_that_is_not_there_changes_nothing() -> None:
    sound = pink(0.5)
    for place in ((-500, 0), (sound.shape[1], sound.shape[1] + 9), (7, 7)):
        assert np.array_equal(play("reverb", "heavy", {}, (), sound, RATE_HZ, BEAT, [place]), sound)


@pytest.mark.parametrize("name", LINEAR)
def test_an_effect_with_a_tail_is_linear(name: str) -> None:
    one, other = pink(0.5, seed=1), burst(0.5, 0.1)
    knobs = settings(name, "medium", {})

    def of(sound: Samples) -> Samples:
        out: Samples = SHELF.take(name).apply(sound, RATE_HZ, knobs, BEAT)
        return out

    assert np.abs(of(one + other) - of(one) - of(other)).max() < 1e-4


@pytest.mark.parametrize("name", SHELF.names())
@examples(max_examples=2, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_knob_of_any_effect_can_move(name: str, data: st.DataObject) -> None:
    knob, stops = data.draw(st.sampled_from(sorted(SHELF.take(name).KNOBS.items())))
    values = st.floats(stops.lowest - 5.0, stops.highest + 5.0)
    line = Line(knob, ((0.0, data.draw(values)), (0.4, data.draw(values)), (1.0, data.draw(values))))
    sound = pink(0.3, channels=data.draw(st.sampled_from((1, 2))))
    start, end = data.draw(st.sampled_from(((0, 13_230), (-5_000, 9_000), (3_000, 20_000))))
    out = play(name, "medium", {}, (line,), sound, RATE_HZ, BEAT, [(start, end)])
    assert out.shape == sound.shape
    assert out.dtype == np.float32
    assert np.isfinite(out).all()
    assert np.abs(out).max() < 4.0
    assert knob in KNOB_NAMES
