"""Layers: in time, in key, at their level, the same in every window, silent where nothing is to sound."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import frames, rms_db
from audio_engine.errors import ImpossiblePlan
from audio_engine.layers import LEVEL_DB, played
from audio_engine.plan import Layer, Where
from audio_engine.units import RATE_HZ
from tests.audio_engine.instruments.measure import strongest_hz
from tests.audio_engine.styles.measure import SONG_DB, band, rises, song, strongest_rise

FORM = (("verse", 2), ("chorus", 2), ("outro", 1))


@pytest.mark.parametrize(
    ("role", "name"),
    [("drums", "jazz"), ("percussion", "afrobeats"), ("bass", "drill"), ("keys", "dub"), ("pad", "ambient"),
     ("lead", "techno"), ("pad", "orchestral")],
)  # fmt: skip
def test_any_window_equals_the_same_part_of_the_whole(role, name):
    timeline, hearing = song(132.0, FORM, ratio=1.1)
    layer = Layer(instrument=role, style=name)
    whole = played(layer, timeline, hearing, 1.5, SONG_DB, 7)
    for start in (1, timeline.frame_count // 2, timeline.frame_count - 30_000):
        count = min(25_000, timeline.frame_count - start)
        window = played(layer, timeline, hearing, 1.5, SONG_DB, 7, start, count)
        assert np.abs(window - whole[:, start : start + count]).max() < 1e-4


def test_a_layer_follows_a_tempo_that_changes_within_the_song():
    timeline, hearing = song(120.0, (("verse", 4),))
    slowing = Timeline(timeline.grid, timeline.clips, Warp((0.0, 3.0, 8.0), (0.0, 3.0, 10.0)))
    sound = played(Layer(instrument="drums", style="house"), slowing, hearing, 0.0, SONG_DB, 1)
    rise = rises(sound, 35.0, 115.0)
    for beat in range(1, 16):
        strength, when = strongest_rise(rise, slowing.warp.heard_at(beat * 0.5), 0.04)
        assert strength > 0.35, beat
        assert -0.015 < when - slowing.warp.heard_at(beat * 0.5) < 0.04


@pytest.mark.parametrize("beats", [3, 5, 6, 7])
def test_a_style_plays_whole_bars_in_other_metres(beats):
    timeline, hearing = song(120.0, (("verse", 2),), beats)
    drums = played(Layer(instrument="drums", style="rock"), timeline, hearing, 0.0, SONG_DB, 1)
    rise = rises(drums, 35.0, 115.0)
    bar = beats * 0.5
    assert strongest_rise(rise, bar, 0.03)[0] > 0.35
    for beat in range(beats):
        assert rms_db(drums[:, frames(bar + beat * 0.5) : frames(bar + beat * 0.5 + 0.05)]) > SONG_DB - 45.0


def test_nothing_is_struck_in_silence_that_was_put_in():
    timeline, hearing = song(120.0, (("verse", 4),))
    clips = (Clip(0.0, 4.0), Clip(0.0, 4.0, silent=True), Clip(4.0, 8.0))
    gap = Timeline(timeline.grid, clips, timeline.warp)
    for role in ("drums", "pad"):
        sound = played(Layer(instrument=role, style="trance"), gap, hearing, 0.0, SONG_DB, 1)
        assert not sound[:, frames(4.03) : frames(7.97)].any()
        assert rms_db(sound[:, frames(8.0) : frames(10.0)]) > SONG_DB - 25.0


def test_a_bar_played_backwards_has_its_beats_where_they_are_heard():
    timeline, hearing = song(120.0, (("verse", 4),))
    turned = Timeline(timeline.grid, (Clip(0.0, 8.0, reversed=True),), timeline.warp)
    rise = rises(
        played(Layer(instrument="drums", style="house"), turned, hearing, 0.0, SONG_DB, 1), 35.0, 115.0
    )
    found = [strongest_rise(rise, beat * 0.5, 0.03)[0] for beat in range(1, 15)]
    assert np.mean(np.array(found) > 0.3) > 0.8


def test_a_layer_plays_only_where_it_is_to():
    timeline, hearing = song(120.0, FORM)
    chorus = Layer(instrument="drums", style="house", where=Where(part="chorus"))
    sound = played(chorus, timeline, hearing, 0.0, SONG_DB, 1)
    assert not sound[:, : frames(4.0)].any()
    assert rms_db(sound[:, frames(4.0) : frames(8.0)]) > SONG_DB - 12.0


def test_the_crash_and_the_fuller_pattern_come_with_the_chorus_and_little_with_the_outro():
    timeline, hearing = song(120.0, FORM)
    sound = played(Layer(instrument="drums", style="rock"), timeline, hearing, 0.0, SONG_DB, 1)
    verse, chorus, outro = (sound[:, frames(a) : frames(a + 2.0)] for a in (0.0, 4.0, 8.0))
    assert rms_db(chorus) > rms_db(verse) + 0.5
    assert rms_db(outro) < rms_db(verse) - 4.0


def test_a_fill_leads_out_of_each_section_but_the_last():
    timeline, hearing = song(120.0, (("verse", 4), ("chorus", 2)))
    sound = played(Layer(instrument="drums", style="rock"), timeline, hearing, 0.0, SONG_DB, 1)
    toms = band(sound, 70.0, 170.0)

    def level(bar: int) -> float:
        third_and_fourth = toms[frames(2.0 * bar + 1.4) : frames(2.0 * bar + 2.0)]
        return float(np.sqrt(np.mean(third_and_fourth**2)))

    assert level(3) > 2.0 * level(1)


def test_people_never_play_two_bars_alike_and_another_seed_plays_another_take():
    timeline, hearing = song(120.0, (("verse", 4),))
    layer = Layer(instrument="drums", style="funk")
    one, two = (played(layer, timeline, hearing, 0.0, SONG_DB, seed) for seed in (1, 2))
    assert not np.array_equal(one, two)
    first, third = one[:, : frames(1.5)], one[:, frames(4.0) : frames(5.5)]
    assert not np.array_equal(first, third)
    assert rms_db(first) == pytest.approx(rms_db(third), abs=2.0)


def test_an_echo_repeats_a_chord_softer_and_in_time():
    timeline, hearing = song(120.0, (("verse", 1),))
    sound = played(Layer(instrument="keys", style="dub"), timeline, hearing, 0.0, SONG_DB, 1)
    levels = [rms_db(sound[:, frames(0.5 + k * 0.375) : frames(0.6 + k * 0.375)]) for k in range(3)]
    assert levels[0] > levels[1] + 2.0 > levels[2] + 4.0
    assert levels[2] > SONG_DB - 40.0


@pytest.mark.parametrize("role", ["drums", "bass", "keys", "pad"])
def test_each_intensity_is_louder_than_the_one_before(role):
    name = {"drums": "house", "bass": "house", "keys": "house", "pad": "trance"}[role]
    timeline, hearing = song(120.0, (("verse", 2),))
    levels = [
        rms_db(played(Layer(instrument=role, style=name, amount=amount), timeline, hearing, 0.0, SONG_DB, 1))
        for amount in ("subtle", "medium", "heavy")
    ]
    steps = LEVEL_DB[role]
    assert levels[1] - levels[0] == pytest.approx(steps["medium"] - steps["subtle"], abs=0.01)
    assert levels[2] - levels[1] == pytest.approx(steps["heavy"] - steps["medium"], abs=0.01)


def test_another_sound_plays_the_same_notes():
    timeline, hearing = song(120.0, (("verse", 1),))
    layer = Layer(instrument="bass", style="ambient", sound="bass-upright")
    sound = played(layer, timeline, hearing, 0.0, SONG_DB, 1)
    own = played(layer.model_copy(update={"sound": None}), timeline, hearing, 0.0, SONG_DB, 1)
    assert not np.array_equal(sound, own)
    for part in (sound, own):
        assert strongest_hz(part[0, :RATE_HZ], 30.0, 200.0) == pytest.approx(55.0, rel=0.02)


def test_a_kit_cannot_play_a_bass_and_a_style_without_a_part_says_which_have_one():
    timeline, hearing = song(120.0, (("verse", 1),))
    with pytest.raises(ImpossiblePlan, match="kit-rock cannot play bass"):
        played(Layer(instrument="bass", style="rock", sound="kit-rock"), timeline, hearing, 0.0, SONG_DB, 1)
    with pytest.raises(ImpossiblePlan, match="has no drums of its own"):
        played(Layer(instrument="drums", style="ambient"), timeline, hearing, 0.0, SONG_DB, 1)
