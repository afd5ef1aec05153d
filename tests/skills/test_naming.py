"""A song named by its title: which words are about it, and how they are read and told."""

from __future__ import annotations

import pytest

import skills
from skills.studio.naming import as_read, title_in
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import block


def asked(studio: Studio, words: str, **options: object) -> Reply:
    told = {"propose": True, "naming": True, **options}
    request = Request(
        words=words, song="Open Water", talk_id="t", person="discord:7", platform="discord:1", options=told
    )
    return skills.answer(request, studio, Unwatched())


@pytest.mark.parametrize(
    "words",
    [
        "make No Money faster", "Mach No Money schneller", "haz No Money más lento", "No Moneyを遅くして",
        "change the tempo of No Money to 95", "add reverb to No Money and make it slower",
        "transpose No Money up two semitones", "what may I do with No Money?", "how fast is No Money?",
    ],
)  # fmt: skip
def test_words_are_about_the_song_that_they_name(studio: Studio, words: str) -> None:
    told = asked(studio, words).data["song"]
    assert (told["title"] if isinstance(told, dict) else told) in ("No Money", "000000000002")


@pytest.mark.parametrize(
    "words",
    [
        "make it sound like No Money", "add the drums of No Money", "mix this with No Money",
        "make Open Water faster than No Money", "no money for me, just slow it to 100 bpm",
        "no change to the tempo, add reverb",
    ],
)  # fmt: skip
def test_a_song_that_is_only_mentioned_is_not_what_the_words_are_about(studio: Studio, words: str) -> None:
    assert asked(studio, words).data["song"]["title"] == "Open Water"


def test_a_song_that_somebody_may_not_see_is_never_named(studio: Studio) -> None:
    told = asked(studio, "make No Money faster", unseen=["000000000002"]).data["song"]
    assert told["title"] == "Open Water"


@pytest.mark.parametrize("words", ["make Open Water 95 bpm", "Mach “Open Water” 95 bpm"])
def test_what_caused_a_step_is_told_in_the_words_that_were_said(studio: Studio, words: str) -> None:
    plan = block(asked(studio, words), "Plan")
    assert plan == f"tempo 120 → 95 BPM, pitch kept  ← “{words}”"


def test_a_title_is_read_as_this_song(studio: Studio) -> None:
    song = studio.store.song("000000000001")
    assert song is not None
    assert as_read("slow Open Water down", song).words == "slow this song down"
    assert title_in("make slów HONEY faster", "Slow Honey") == (5, 15)
    assert as_read("slow Open Waters down", song).words == "slow Open Waters down"
    assert title_in("曲Open Waterを", "Open Water") == (1, 11)
    assert title_in("make it slow", "Slow") is None
    assert title_in("make “slow” faster", "Slow") == (5, 11)


@pytest.mark.parametrize("words", ["stop", "abbrechen", "中止", "is it done?", "c'est prêt ?"])
def test_words_about_the_making_change_nothing(studio: Studio, words: str) -> None:
    told = asked(studio, words, rendering=True)
    assert told.data["about_work"] in ("stop", "standing")


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("wie lange noch?", "standing"), ("¿cuánto falta?", "standing"), ("キャンセル", "stop"),
        ("annule", "stop"), ("please cancel it", "stop"),
    ],
)  # fmt: skip
def test_some_words_are_about_the_making_only_while_something_is_made(
    studio: Studio, words: str, about: str
) -> None:
    assert asked(studio, words, rendering=True).data["about_work"] == about
    assert asked(studio, words, yes_to="x").data.get("about_work") is None


@pytest.mark.parametrize(
    "words",
    [
        "what songs are there?", "list songs", "Welche Songs gibt es?", "¿qué canciones hay?",
        "quais músicas existem?", "liste des chansons", "どんな曲がありますか?",
    ],
)  # fmt: skip
def test_the_songs_are_told_when_they_are_asked_for(studio: Studio, words: str) -> None:
    assert len(asked(studio, words).data["songs"]) == 5
