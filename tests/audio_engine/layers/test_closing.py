"""Closing: parts end with one last hit that rings out within its bar, and die away where the song does."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from audio_engine import songbook
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, frames, pcm_hash, rms_db
from audio_engine.grid import Hearing
from audio_engine.layers import played
from audio_engine.layers.bars import PlayedBar
from audio_engine.layers.closing import FULL_DB, closing_of
from audio_engine.layers.drums import drum_bar
from audio_engine.layers.harmony import Harmony
from audio_engine.notes import CRASH, KICK
from audio_engine.plan import Layer, Where
from audio_engine.songbook._arranger import arrange
from audio_engine.styles import style, styles_with
from tests.audio_engine import small_song
from tests.audio_engine.styles.measure import SONG_DB, band, rises, song, strongest_rise

LAST = frames(0.03)
A_MINOR = Harmony(root=9, third=3, seventh=10, ninth=14, following=9, semitones=0.0)


def whole(hearing: Hearing, *clips: Clip) -> Timeline:
    seconds = hearing.grid.seconds
    return Timeline(hearing.grid, clips or (Clip(0.0, seconds),), Warp.steady(1.0, seconds))


@cache
def demo(name: str) -> Hearing:
    """What is true of a demo song: its form, its tempo and its chords."""
    score = arrange(songbook.SHELF.take(name).SONG)
    return Hearing(grid=score.grid, chords=score.chords, loudness_lufs=SONG_DB, true_peak_dbtp=-1.0)


def small() -> Hearing:
    return Hearing(grid=small_song.grid(), loudness_lufs=-17.0, true_peak_dbtp=-5.0)


def tail(role: str, name: str, timeline: Timeline, hearing: Hearing, seconds: float = 8.0) -> Samples:
    """The last seconds of a part."""
    start = timeline.frame_count - frames(seconds)
    return played(
        Layer(instrument=role, style=name), timeline, hearing, 0.0, SONG_DB, 1, start, frames(seconds)
    )


@pytest.mark.parametrize(
    ("role", "name"),
    [("drums", "house"), ("drums", "synthwave"), ("drums", "dnb"), ("bass", "dnb"), ("keys", "dub"),
     ("pad", "synthwave"), ("percussion", "bossa"), ("lead", "ambient")],
)  # fmt: skip
@pytest.mark.parametrize("song_name", [*songbook.SHELF.names(), "small"])
def test_parts_ring_out_before_the_last_frame_of_every_song(role, name, song_name):
    hearing = small() if song_name == "small" else demo(song_name)
    sound = tail(role, name, whole(hearing), hearing)
    level = rms_db(sound)
    assert level > SONG_DB - 45.0
    assert rms_db(sound[:, -LAST:]) < level - 30.0
    assert rms_db(sound[:, -LAST:]) < SONG_DB - 45.0


@pytest.mark.parametrize("name", ["house", "synthwave", "dnb", "rock", "trap"])
def test_a_remix_cut_to_end_on_its_hook_ends_with_one_hit_and_nothing_after_it(name):
    timeline, hearing = song(120.0, (("verse", 4), ("chorus", 6), ("outro", 2)))
    hook = Timeline(timeline.grid, (Clip(0.0, 16.0),), timeline.warp)
    sound = played(Layer(instrument="drums", style=name), hook, hearing, 0.0, SONG_DB, 1)
    rise = rises(sound, 35.0, 115.0)
    assert strongest_rise(rise, 14.0, 0.04)[0] > 0.35
    assert rise[round(14.2 * 44_100 / 110) :].max() < 0.15
    cymbals = band(sound, 3_000.0, 16_000.0)
    hit, end = cymbals[frames(14.0) : frames(14.4)], cymbals[-LAST:]
    before = cymbals[frames(12.0) : frames(13.9)]
    assert np.sqrt(np.mean(hit**2)) > 0.6 * np.sqrt(np.mean(before**2))
    assert np.sqrt(np.mean(end**2)) < 0.03 * np.sqrt(np.mean(before**2))


@pytest.mark.parametrize("name", styles_with("drums"))
def test_every_styles_last_bar_is_struck_once_on_its_first_beat(name):
    timeline, _ = song(120.0, (("verse", 1),))
    (bar,) = timeline.bars()
    for label in ("chorus", "outro"):
        place = PlayedBar(bar, label, 0, False, 4, A_MINOR, last=True)
        part = style(name).drums
        assert part is not None
        notes = [n for n in drum_bar(part, style(name).groove, place, np.random.default_rng(1)) if n.velocity]
        drums = [round(n.pitch) for n in notes]
        assert KICK in drums
        assert (CRASH in drums) == part.crash
        assert len(set(drums)) == len(drums)
        assert all(n.start_seconds < 0.04 for n in notes)


@pytest.mark.parametrize("role", ["drums", "bass", "pad"])
def test_parts_go_down_with_a_song_that_dies_away(role):
    timeline, hearing = song(120.0, (("chorus", 10),))
    even = hearing.model_copy(update={"bar_energy_db": (-14.0,) * 10})
    falling = (-14.0,) * 6 + (-18.0, -22.0, -26.0, -30.0)
    dying = hearing.model_copy(update={"bar_energy_db": falling})
    parts = [
        played(Layer(instrument=role, style="synthwave"), timeline, h, 0.0, SONG_DB, 1) for h in (even, dying)
    ]
    for bar, level in enumerate(falling[:9]):
        span = slice(frames(2.0 * bar + 0.1), frames(2.0 * bar + 1.9))
        down = rms_db(parts[1][:, span]) - rms_db(parts[0][:, span])
        assert down == pytest.approx(min(level + 14.0 - FULL_DB, 0.0), abs=0.3), bar


def test_a_quiet_verse_in_the_middle_of_a_song_turns_nothing_down():
    timeline, hearing = song(120.0, (("chorus", 3), ("verse", 3), ("chorus", 3)))
    measured = hearing.model_copy(update={"bar_energy_db": (-12.0,) * 3 + (-24.0,) * 3 + (-12.0,) * 3})
    layer = Layer(instrument="drums", style="house")
    plain, known = (played(layer, timeline, h, 0.0, SONG_DB, 1) for h in (hearing, measured))
    assert np.array_equal(plain, known)


def test_the_last_hit_comes_where_the_song_itself_has_ended_and_what_follows_is_left_to_ring():
    timeline, hearing = song(120.0, (("verse", 8),))
    silent_end = hearing.model_copy(update={"bar_energy_db": (-14.0,) * 6 + (-70.0, -80.0)})
    assert closing_of(timeline, silent_end).last == timeline.bars()[5]
    sound = played(Layer(instrument="drums", style="house"), timeline, silent_end, 0.0, SONG_DB, 1)
    assert rms_db(sound[:, frames(10.0) : frames(10.3)]) > SONG_DB - 12.0
    assert not sound[:, frames(12.0) :].any()


def test_a_scrap_of_a_bar_at_the_end_rings_on_after_the_last_hit():
    timeline, hearing = song(120.0, (("verse", 8),))
    scrap = Timeline(timeline.grid, (Clip(0.0, 14.3),), timeline.warp)
    assert closing_of(scrap, hearing).last == scrap.bars()[6]
    sound = played(Layer(instrument="pad", style="trance"), scrap, hearing, 0.0, SONG_DB, 1)
    assert rms_db(sound[:, frames(13.7) : frames(13.9)]) > SONG_DB - 50.0
    assert rms_db(sound[:, -LAST:]) < rms_db(sound) - 30.0


def test_a_loop_of_four_bars_has_no_ending_and_a_part_that_stops_before_plays_none():
    timeline, hearing = song(120.0, (("verse", 4),))
    assert closing_of(timeline, hearing).last is None
    timeline, hearing = song(120.0, (("verse", 4), ("outro", 4)))
    verse = Layer(instrument="drums", style="house", where=Where(part="verse"))
    assert not played(verse, timeline, hearing, 0.0, SONG_DB, 1)[:, frames(14.0) :].any()


@pytest.mark.parametrize(("role", "name"), [("drums", "dnb"), ("keys", "dub"), ("pad", "trance")])
def test_every_window_of_an_ending_is_that_of_the_whole_bit_for_bit(role, name):
    timeline, hearing = song(120.0, (("verse", 3), ("outro", 3)), ratio=1.07)
    dying = hearing.model_copy(update={"bar_energy_db": (-14.0, -14.0, -14.0, -19.0, -24.0, -29.0)})
    layer = Layer(instrument=role, style=name)
    all_of_it = played(layer, timeline, dying, 0.0, SONG_DB, 3)
    count = frames(0.7)
    for start in range(frames(5.0), timeline.frame_count - count, frames(1.9)):
        window = played(layer, timeline, dying, 0.0, SONG_DB, 3, start, count)
        assert pcm_hash(window) == pcm_hash(all_of_it[:, start : start + count])
