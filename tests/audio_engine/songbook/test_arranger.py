"""The arranger puts every note where the song says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audio_engine import notes as gm
from audio_engine.grid import Key
from audio_engine.songbook import SHELF
from audio_engine.songbook._arranger import arrange
from audio_engine.songbook._song import Part, Passage, Song

SONG = Song(
    tempo_bpm=120.0,
    beats_per_bar=4,
    key=Key(tonic="C", mode="major"),
    seed=1,
    parts={
        "voice": Part("voice-alto", "vocals", "line"),
        "second": Part("voice-alto", "vocals", "line", scale_steps=-2),
        "kit": Part("kit-electronic", "drums", "drums"),
        "bass": Part("bass-sub", "bass", "bass", low=36),
        "keys": Part("organ", "other", "chords", low=60),
        "arp": Part("pluck", "other", "arpeggio", low=60),
    },
    passages=(
        Passage(
            "verse",
            "C Am",
            {
                "voice": "E4:2 G4:2 | R:1 A4:3",
                "second": "E4:2 G4:2 | R:1 A4:3",
                "bass": "R.5.8.a.",
                "keys": "x___....",
                "arp": "0134",
            },
            groove={"kick": "x.x.", "crash": "x..."},
            fill={"snare": "xxxx"},
            words="hel-lo / you",
        ),
        Passage("chorus", "F", {"bass": "R"}, groove={"kick": "x"}),
    ),
)


def notes(song: Song, part: str) -> list[tuple[float, float]]:
    return [(round(n.start_seconds, 6), n.pitch) for n in arrange(song).notes[part]]


def test_a_part_plays_its_steps_on_the_bars_of_its_passage():
    assert notes(SONG, "bass") == [
        (0.0, 36), (0.5, 43), (1.0, 48), (1.5, 44), (2.0, 45), (2.5, 52), (3.0, 57), (3.5, 40), (4.0, 41),
    ]  # fmt: skip
    assert notes(SONG, "arp")[:4] == [(0.0, 60), (0.5, 64), (1.0, 72), (1.5, 76)]
    assert notes(SONG, "keys") == [(0.0, 60), (0.0, 64), (0.0, 67), (2.0, 60), (2.0, 64), (2.0, 69)]


def test_the_last_bar_of_a_passage_is_its_fill_and_a_crash_sounds_only_in_the_first():
    assert notes(SONG, "kit") == [
        (0.0, gm.KICK), (1.0, gm.KICK), (0.0, gm.CRASH),
        (2.0, gm.SNARE), (2.5, gm.SNARE), (3.0, gm.SNARE), (3.5, gm.SNARE), (4.0, gm.KICK),
    ]  # fmt: skip


def test_a_voice_sings_its_syllables_and_the_second_stays_in_the_key():
    sung = arrange(SONG).notes["voice"]
    assert [(n.start_seconds, n.pitch, n.syllable) for n in sung] == [
        (0.0, 64, "hel"), (1.0, 67, "lo"), (2.5, 69, "you"),
    ]  # fmt: skip
    assert [n.pitch for n in arrange(SONG).notes["second"]] == [60, 64, 65]


def test_lyrics_come_with_the_time_of_their_first_syllable():
    assert arrange(SONG).lyrics == ((0.0, "hello"), (2.5, "you"))


def test_swing_moves_the_second_of_two_steps_and_no_beat():
    swung = replace(SONG, swing=2.0 / 3.0, passages=(Passage("verse", "C", {"bass": "RRRRRRRR"}),))
    starts = [start for start, _ in notes(swung, "bass")]
    assert starts[::2] == [0.0, 0.5, 1.0, 1.5]
    assert starts[1] == pytest.approx(1.0 / 3.0, abs=1e-5)


def test_sections_touch_and_stand_on_bar_lines():
    grid = arrange(SONG).grid
    assert [(s.label, s.start_seconds, s.end_seconds) for s in grid.sections] == [
        ("verse", 0.0, 4.0), ("chorus", 4.0, 6.0),
    ]  # fmt: skip
    assert grid.bar_lines() == (0.0, 2.0, 4.0, 6.0)


def test_too_few_syllables_are_refused():
    short = replace(SONG, passages=(replace(SONG.passages[0], words="hel-lo"),))
    with pytest.raises(ValueError, match="the verse has 3 notes for 2 syllables"):
        arrange(short)


@pytest.mark.parametrize("name", list(SHELF))
def test_players_are_loose_by_less_than_ten_milliseconds_and_the_same_each_time(name):
    song: Song = SHELF.take(name).SONG
    strict = arrange(replace(song, looseness_seconds=0.0))
    loose = arrange(song)
    assert loose == arrange(song)
    for part, played in loose.notes.items():
        pairs = zip(played, strict.notes[part], strict=True)
        assert all(abs(a.start_seconds - b.start_seconds) < 0.01 for a, b in pairs)
