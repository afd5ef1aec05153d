"""The songbook's notation is read as it is written, and refused where it does not add up."""

from __future__ import annotations

import pytest

from audio_engine.grid import Chord
from audio_engine.songbook._notation import harmony, line, steps, words


@pytest.mark.parametrize(
    ("symbol", "root", "mode"),
    [("C", "C", "major"), ("Am7", "A", "minor"), ("Fmaj7", "F", "major"), ("Dbmaj7", "C#", "major"),
     ("Bbm7", "Bb", "minor"), ("G/B", "G", "major"), ("D/F#", "D", "major"), ("Abm6", "Ab", "minor")],
)  # fmt: skip
def test_a_chord_symbol_is_a_root_and_a_mode(symbol, root, mode):
    assert harmony(symbol).triad() == Chord(root=root, mode=mode)


def test_a_slash_chord_has_another_bass():
    assert harmony("G/B").bass == 11
    assert harmony("G").bass == 7


@pytest.mark.parametrize("symbol", ["", "H", "Cmin", "C//G", "Xm7"])
def test_no_chord_is_refused_with_its_symbol(symbol):
    with pytest.raises(ValueError, match="is no chord"):
        harmony(symbol)


@pytest.mark.parametrize("low", [40, 55, 61])
def test_a_voicing_lies_within_one_octave_from_its_lowest_note(low):
    voiced = harmony("Fmaj7").voiced(low)
    assert all(low <= pitch < low + 12 for pitch in voiced)
    assert sorted(pitch % 12 for pitch in voiced) == [0, 4, 5, 9]


def test_steps_hold_on_and_rest():
    assert [(s.start, s.length, s.mark) for s in steps("x_o.")] == [(0.0, 0.5, "x"), (0.5, 0.25, "o")]


def test_a_line_gives_pitches_and_beats():
    tones = line("C4:1 R:1 F#4:2 | Bb3:4", 4)
    assert [(t.start_beats, t.beats, t.pitch) for t in tones] == [
        (0.0, 1.0, 60),
        (2.0, 2.0, 66),
        (4.0, 4.0, 58),
    ]


def test_a_bar_that_does_not_fill_the_metre_is_refused():
    with pytest.raises(ValueError, match=r"bar 2 has 3\.0 beats and not 4"):
        line("C4:4 | D4:3", 4)


def test_words_are_syllables_and_each_line_is_named_at_its_first():
    assert words("pa-per lan-terns / go") == [
        ("pa", "paper lanterns"), ("per", ""), ("lan", ""), ("terns", ""), ("go", "go"),
    ]  # fmt: skip
