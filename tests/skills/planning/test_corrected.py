"""What a song is, said in words: corrections are told from edits."""

from __future__ import annotations

import pytest

from audio_engine.grid import Key
from skills.catalog.song import SongFacts
from skills.planning.answers import Clarify, Correction, Edit
from skills.planning.draft import draft
from skills.planning.talk import Talk
from tests.skills.rights.things import a_song

SONG: SongFacts = a_song(tempo_bpm=64)
MAJOR_G = Key(tonic="G", mode="major")


@pytest.mark.parametrize(
    ("words", "fact"),
    [
        ("it's 128", Correction(tempo_bpm=128)),
        ("It’s 128!", Correction(tempo_bpm=128)),
        ("no, it's 128 bpm", Correction(tempo_bpm=128)),
        ("actually it is really 64.2", Correction(tempo_bpm=64.2)),
        ("the tempo is 75", Correction(tempo_bpm=75)),
        ("the tempo of this song is 96 bpm", Correction(tempo_bpm=96)),
        ("wrong, the correct bpm is 130", Correction(tempo_bpm=130)),
        ("it's in 3/4", Correction(beats_per_bar=3, beat_parts=2)),
        ("it's a waltz", Correction(beats_per_bar=3, beat_parts=2)),
        ("the time signature is 6/8", Correction(beats_per_bar=2, beat_parts=3)),
        ("it's in f# minor", Correction(key=Key(tonic="F#", mode="minor"))),
        ("the key is Bb major", Correction(key=Key(tonic="Bb", mode="major"))),
        ("nope, the key is g major", Correction(key=MAJOR_G)),
        ("the key is c", Correction(key=Key(tonic="C", mode="minor"))),
        ("the chorus starts at 0:52", Correction(section="chorus", section_seconds=52)),
        ("The hook begins at 52.5 seconds.", Correction(section="chorus", section_seconds=52.5)),
        ("no, the bridge comes in at 1:05", Correction(section="bridge", section_seconds=65)),
    ],
)
def test_a_fact_about_the_song_is_taken_as_one(words: str, fact: Correction) -> None:
    assert draft(words, Talk(), SONG) == fact


@pytest.mark.parametrize(
    "words",
    ["make it 128", "slow it to 50 bpm", "put it in g minor", "80 bpm", "make the chorus louder",
     "it's too fast, make it 60", "start at 0:52", "set the tempo to 90"],
)  # fmt: skip
def test_what_it_shall_become_is_an_edit(words: str) -> None:
    assert isinstance(draft(words, Talk(), SONG), Edit)


def test_a_number_far_from_what_is_heard_is_asked_back_about() -> None:
    asked = draft("it's 75", Talk(), SONG)
    assert isinstance(asked, Clarify)
    assert asked.options == ("make it 75 bpm", "the tempo is 75")
    edit, fact = (draft(option, Talk(), SONG) for option in asked.options)
    assert isinstance(edit, Edit)
    assert fact == Correction(tempo_bpm=75)


def test_a_section_after_the_end_of_the_song_is_told() -> None:
    asked = draft("the chorus starts at 9:59", Talk(), SONG)
    assert isinstance(asked, Clarify)
    assert "lasts 120 s" in asked.sentence
