"""A person's correction wins over the ear, is kept, and what waited for it is made."""

from __future__ import annotations

from typing import Any

import pytest

import skills
from skills.catalog.song import Song
from skills.planning.answers import Correction
from skills.studio.finding import find_song
from skills.studio.hearings import as_heard_then, keep_hearing
from skills.studio.studio import Studio
from skills.talk.errors import BadInput
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched

SONG = "Open Water"


def say(studio: Studio, words: str, talk: str = "a talk", word: str = "", **options: Any) -> Reply:
    request = Request(word=word, words=words, song=SONG, talk_id=talk, person="Bo", options=options)
    return skills.answer(request, studio, Unwatched())


def song_of(studio: Studio) -> Song:
    return find_song(SONG, studio)


def in_doubt(studio: Studio, other_bpm: float) -> None:
    """Have the song be heard with a second tempo that fits nearly as well."""
    song = song_of(studio)
    hearing = song.facts.hearing.model_copy(update={"other_tempos_bpm": (other_bpm,)})
    facts = song.facts.model_copy(update={"hearing": hearing})
    doubted = song.model_copy(update={"facts": facts})
    studio.store.add_song(doubted, studio.grant_of(song).canonical_json(), studio.now())


def test_half_the_tempo_is_taken_kept_and_counted_by(studio: Studio) -> None:
    bpm = song_of(studio).facts.hearing.grid.tempo_bpm
    reply = say(studio, f"it's {bpm / 2:g}")
    assert reply.outcome == "done"
    hearing = song_of(studio).facts.hearing
    assert hearing.grid.tempo_bpm == pytest.approx(bpm / 2, rel=0.002)
    assert hearing.other_tempos_bpm == ()
    assert song_of(studio).corrected.tempo_bpm == bpm / 2


def test_a_chorus_is_moved_to_where_a_person_hears_it(studio: Studio) -> None:
    say(studio, "the chorus starts at 0:12")
    starts = [s.start_seconds for s in song_of(studio).facts.hearing.grid.sections if s.label == "chorus"]
    assert min(abs(start - 12.0) for start in starts) < 1.01
    say(studio, "it's in f# minor")
    assert str(song_of(studio).facts.hearing.key) == "F# minor"
    assert song_of(studio).corrected.section_starts, "an earlier correction stays"


def test_what_the_rights_holder_states_comes_first(studio: Studio) -> None:
    song = song_of(studio)
    given = song.given.model_copy(update={"tempo_bpm": song.facts.hearing.grid.tempo_bpm})
    stated = song.model_copy(update={"given": given})
    studio.store.add_song(stated, studio.grant_of(song).canonical_json(), studio.now())
    with pytest.raises(BadInput, match="rights holder of “Open Water” has stated its tempo"):
        say(studio, f"it's {song.facts.hearing.grid.tempo_bpm / 2:g}")
    assert song_of(studio) == stated


def test_a_tempo_in_doubt_is_asked_about_once_and_what_waited_is_made(studio: Studio) -> None:
    bpm = song_of(studio).facts.hearing.grid.tempo_bpm
    in_doubt(studio, bpm / 2)
    asked = say(studio, "make it lofi")
    assert asked.outcome == "question"
    assert asked.suggestions == (f"it's {bpm / 2:.4g}", f"it's {bpm:.4g}")
    made = say(studio, f"{bpm / 2:g}")
    assert made.outcome == "done"
    assert made.blocks[0].title == "Put right"
    assert made.preview is not None
    assert say(studio, "make it 60 bpm").outcome == "done", "the doubt is gone"


def test_a_question_that_is_not_answered_is_not_asked_again(studio: Studio) -> None:
    in_doubt(studio, song_of(studio).facts.hearing.grid.tempo_bpm / 2)
    assert say(studio, "make it lofi").outcome == "question"
    again = say(studio, "make it lofi")
    assert again.outcome == "done"
    assert "I counted the song at" in " ".join(line for block in again.blocks for line in block.lines)


def test_a_change_that_does_not_go_by_the_tempo_is_made_without_asking(studio: Studio) -> None:
    in_doubt(studio, song_of(studio).facts.hearing.grid.tempo_bpm / 2)
    assert say(studio, "mute the drums").outcome == "done"


def test_a_request_of_its_own_is_never_held_up(studio: Studio) -> None:
    in_doubt(studio, song_of(studio).facts.hearing.grid.tempo_bpm / 2)
    assert say(studio, "make it 80 bpm", talk="", word="remix").outcome == "done"


def test_a_recipe_knows_the_song_as_it_was_known_then(studio: Studio) -> None:
    before = song_of(studio)
    digest = keep_hearing(before, studio.store)
    say(studio, f"it's {before.facts.hearing.grid.tempo_bpm / 2:g}")
    after = song_of(studio)
    assert after.facts.hearing != before.facts.hearing
    assert as_heard_then(after, digest, studio.store).facts == before.facts
    assert as_heard_then(after, "", studio.store) is after


@pytest.mark.parametrize(
    ("options", "fact"),
    [
        ({"bpm": 128.0}, Correction(tempo_bpm=128)),
        ({"metre": "3/4"}, Correction(beats_per_bar=3, beat_parts=2)),
        ({"metre": "6/8"}, Correction(beats_per_bar=2, beat_parts=3)),
        ({"section": ["chorus=0:52"]}, Correction(section="chorus", section_seconds=52)),
        ({"section": ["drop=61.5"]}, Correction(section="drop", section_seconds=61.5)),
    ],
)
def test_options_state_the_same_facts(options: dict[str, Any], fact: Correction) -> None:
    from skills.studio.stated import stated_facts

    assert stated_facts(options) == (fact,)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"bpm": 3.0}, "between 20 and 400"),
        ({"metre": "40/4"}, "is no metre"),
        ({"metre": "waltz"}, "is no metre"),
        ({"section": ["refrain=0:10"]}, "no section and time"),
        ({"section": ["chorus=soon"]}, "no section and time"),
        ({"key": "H minor"}, "is no key"),
    ],
)
def test_impossible_facts_are_told(options: dict[str, Any], told: str) -> None:
    from skills.studio.stated import stated_facts

    with pytest.raises(BadInput, match=told):
        stated_facts(options)
