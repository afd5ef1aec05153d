"""Compound metres: in 6/8, 9/8 and 12/8 every style plays the three parts of a beat, and nothing beside."""

from __future__ import annotations

import numpy as np
import pytest

from audio_engine.arrangement.timeline import Bar
from audio_engine.layers import played
from audio_engine.layers.bars import PlayedBar
from audio_engine.layers.drums import drum_bar
from audio_engine.layers.harmony import Harmony
from audio_engine.layers.lines import line_bar
from audio_engine.layers.metre import SIX, Written, marks
from audio_engine.notes import CLAP, CLOSED_HAT, KICK, SIDE_STICK, SNARE
from audio_engine.plan import Layer
from audio_engine.styles import Role, style, styles_with
from audio_engine.units import RATE_HZ
from tests.audio_engine.styles.measure import SONG_DB, rises, song, strongest_rise

BEAT = RATE_HZ
A_MINOR = Harmony(root=9, third=3, seventh=10, ninth=14, following=9, semitones=0.0)
BACKBEATS = (SNARE, CLAP, SIDE_STICK)


def compound(line: str, beats: int, how: Written) -> list[float]:
    """Where the marks stand, in eighths."""
    return [round(3 * (m.beat + m.within), 6) for m in marks(line, beats, 3, how)]


def bar(beats: int = 2, label: str = "verse", ends: bool = False) -> PlayedBar:
    """A bar of dotted quarters of a second each."""
    edges = tuple(i * BEAT for i in range(beats + 1))
    return PlayedBar(Bar(0, 0, edges[-1], edges), label, 0, ends, beats, A_MINOR, beat_parts=3)


def beaten(name: str, role: Role, place: PlayedBar) -> list[tuple[float, int, float]]:
    """(eighth, drum, velocity) of all that is beaten in a bar, its players' pushes and strays taken out."""
    data = style(name)
    part = data.part(role)
    assert part is not None
    still = data.groove.model_copy(update={"loose_ms": 0.0, "push_ms": {}})
    notes = drum_bar(part, still, place, np.random.default_rng(1))
    return [(3 * n.start_seconds, round(n.pitch), n.velocity) for n in notes if n.velocity]


def test_two_eighths_are_the_first_and_third_part_and_timekeepers_go_on_through_all():
    assert compound("X.......X.......", 2, Written(middle="rest")) == [0]
    assert compound("....X.......X...", 2, Written(middle="rest")) == [3]
    assert compound("X.X.............", 2, Written(middle="rest")) == [0, 2]
    assert compound("x.x.x.x.x.x.x.x.", 2, Written()) == [0, 1, 2, 3, 4, 5]


def test_twelve_and_nine_eighths_keep_the_backbeat_on_their_beats():
    assert compound("X.......X.......", 4, Written(middle="rest")) == [0, 6]
    assert compound("....X.......X...", 4, Written(middle="rest")) == [3, 9]
    assert compound("X.......X.......", 3, Written(middle="rest")) == [0]
    assert compound("....X.......X...", 3, Written(middle="rest")) == [3, 6]


def test_what_is_written_in_triplets_or_in_six_is_played_as_it_is_written():
    assert compound("X..x.oX..x.o", 2, Written()) == [0, 3, 5]
    assert compound("X..x.oX..x.o", 4, Written()) == [0, 3, 5, 6, 9, 11]
    assert compound("x..x.x", 2, SIX) == [0, 3, 5]
    assert compound("x..x.x", 4, SIX) == [0, 3, 5, 6, 9, 11]
    assert compound("x..x.x", 3, SIX) == [0, 3, 5, 6, 8]


def test_broken_chords_run_on_in_eighths_and_held_notes_are_held():
    assert [m.mark for m in marks("1.2.3.2.4.3.2.3.", 2, 3, Written(middle="run"))] == list("123243")
    (held,) = marks("R---------------", 2, 3, Written(middle="held"))
    assert (held.end_beat, held.end_within) == (2, 0.0)


@pytest.mark.parametrize("name", styles_with("drums"))
def test_every_style_has_its_kick_on_the_first_and_its_backbeat_on_the_fourth_of_six_eighths(name):
    found = beaten(name, "drums", bar())
    one_drop = style(name).promise.kick == (3.0,)
    kicks = {round(at, 3) for at, drum, _ in found if drum == KICK}
    assert (3.0 if one_drop else 0.0) in kicks
    if style(name).promise.backbeat:
        assert any(abs(at - 3.0) < 0.01 and drum in BACKBEATS and loud > 0.4 for at, drum, loud in found)


@pytest.mark.parametrize("beats", [2, 3, 4])
@pytest.mark.parametrize("role", ["drums", "percussion"])
def test_nothing_is_beaten_where_only_a_beat_in_four_has_its_sixteenths(role, beats):
    for name in styles_with(role):
        for place in (bar(beats), bar(beats, "chorus"), bar(beats, "outro"), bar(beats, ends=True)):
            for at, drum, _ in beaten(name, role, place):
                assert 0.0 <= at < 3 * beats
                finest = min(abs(at % 1.0 - share) for share in (0, 1 / 3, 1 / 2, 2 / 3, 1))
                assert finest < 0.01 or (name, drum) == ("trap", CLOSED_HAT), (drum, at)


@pytest.mark.parametrize("name", ["rock", "dnb", "synthwave", "techno", "chiptune", "lofi", "bossa"])
def test_hats_that_beat_eighths_beat_all_six(name):
    hats = [at for at, drum, _ in beaten(name, "drums", bar()) if drum == CLOSED_HAT]
    assert {0.0, 1.0, 2.0, 3.0, 4.0, 5.0} <= {round(at, 3) for at in hats}


@pytest.mark.parametrize("name", styles_with("drums"))
def test_a_fill_that_leads_out_of_a_section_is_heard_in_six_eighths_too(name):
    part = style(name).drums
    assert part is not None
    if part.fill:
        usual, fill = (beaten(name, "drums", bar(ends=ends)) for ends in (False, True))
        assert [hit[:2] for hit in usual] != [hit[:2] for hit in fill]


@pytest.mark.parametrize("role", ["bass", "keys", "pad", "lead"])
def test_lines_stand_on_the_parts_of_the_beat_and_end_within_their_bar(role):
    for name in styles_with(role):
        part = style(name).part(role)
        still = style(name).groove.model_copy(update={"loose_ms": 0.0, "push_ms": {}})
        plain = part.model_copy(update={"strum_ms": 0.0, "echo": None, "overlap_seconds": 0.0})
        for label in ("verse", "chorus"):
            for note in line_bar(plain, role, still, bar(label=label), np.random.default_rng(1)):
                at = 3.0 * note.start_seconds
                assert min(abs(at % 1.0 - share) for share in (0, 1 / 4, 1 / 2, 1)) < 0.01, (name, at)
                assert note.start_seconds + note.length_seconds < 2.001


@pytest.mark.parametrize(("name", "backbeat_hz"), [("rock", (900.0, 4_500.0)), ("house", (900.0, 4_500.0))])
def test_six_eighths_are_heard_with_kick_backbeat_and_eighths_in_place(name, backbeat_hz):
    timeline, hearing = song(66.0, (("verse", 3),), beats_per_bar=2, beat_parts=3)
    sound = played(Layer(instrument="drums", style=name), timeline, hearing, 0.0, SONG_DB, 1)
    eighth, start = 60.0 / 66.0 / 3.0, 2 * 2 * 60.0 / 66.0
    low, middle, high = (rises(sound, *band) for band in ((35.0, 115.0), backbeat_hz, (6_000.0, 14_000.0)))
    assert strongest_rise(low, start, 0.03)[0] > 0.35
    strength, when = strongest_rise(middle, start + 3 * eighth, 0.03)
    assert strength > 0.3
    assert abs(when - start - 3 * eighth) < 0.02
    for number in range(6):
        assert strongest_rise(high, start + number * eighth, 0.03)[0] > 0.02, number
    straight = [start + 2 * eighth * 3 * share for share in (1 / 8, 3 / 8)]
    assert max(strongest_rise(low, at, 0.03)[0] for at in straight) < 0.2
