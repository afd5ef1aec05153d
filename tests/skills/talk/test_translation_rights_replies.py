"""What `rights` answers about a song, its story and its requests is told in each language."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from skills.rights.license import parse_grant
from skills.studio.studio import Studio
from skills.talk.errors import RequestError
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.translation import LANGUAGES, translate_reply, translation_of
from skills.talk.watch import Unwatched
from skills.words import remix, rights
from tests.evaluation.rights_sentences import EXAMPLES
from tests.skills.asking import HEARD_FIRST, SONG, under

HELD = (
    HEARD_FIRST
    + """
[[holders]]
party = "mira"
name = "Mira Sample"
right = "musical_work"
share_ppm = 750000
[[holders]]
party = "jon"
name = "Jon Sample"
right = "musical_work"
share_ppm = 250000
"""
)
OF_PLANS = ("The plan", "Decided on", "Nearest allowed plan")
AS_TYPED = re.compile(r"“[^”]*”")
"""A title that is a person's own question."""


def asked(studio: Studio, action: str = "", song: str = SONG, words: str = "", **options: Any) -> Reply:
    told = {"action": action, **options} if action else options
    request = Request(word="rights", words=words, song=song, person="Mia", options=told, platform="web")
    return rights.run(request, studio, Unwatched())


def remixed(studio: Studio, **options: Any) -> Path:
    request = Request(word="remix", words="slow this to 110 bpm", song=SONG, person="Mia", options=options)
    return remix.run(request, studio, Unwatched()).files["recipe"]


def untold(reply: Reply) -> set[str]:
    """The titles and lines of a reply that some language has no words for."""
    found = [one.title for one in reply.blocks]
    found += [line for one in reply.blocks if one.title not in OF_PLANS for line in one.lines]
    texts = {text for text in found if text and not AS_TYPED.fullmatch(text)}
    return {text for text in texts if any(translation_of(text, one) is None for one in LANGUAGES)}


def test_what_may_be_done_with_a_song_is_told_whatever_its_license(studio: Studio) -> None:
    for song in ("Open Water", "No Money", "No Change", "Share Alike", "Own Terms"):
        assert untold(asked(studio, song=song)) == set(), song


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLES / "grants").iterdir()))
def test_every_example_of_a_grant_is_told_with_its_holders_and_while_it_is_offered(
    name: str, studio: Studio
) -> None:
    asked(studio, "add", grant=EXAMPLES / "grants" / name, offer=True)
    assert untold(asked(studio)) == set()
    under((EXAMPLES / "grants" / name).read_text(encoding="utf-8"), studio)
    assert untold(asked(studio)) == set()


@pytest.mark.parametrize(
    "words", ["can I sell this?", "may I use it in a video or in an ad?", "can I share it"]
)
def test_a_plain_question_gets_a_plain_answer(words: str, studio: Studio) -> None:
    for song in ("Open Water", "No Money", "No Change", "Own Terms"):
        assert untold(asked(studio, song=song, words=words)) == set(), song


def test_the_story_of_a_song_is_told_from_its_offer_to_its_end(studio: Studio) -> None:
    under(HELD, studio)
    assert untold(asked(studio, "dispute", why="The bass line is mine.")) == set()
    assert untold(asked(studio)) == set()
    assert untold(asked(studio, "hold", why="Two people sent it in.")) == set()
    assert untold(asked(studio, "settle")) == set()
    assert untold(asked(studio, "resume")) == set()
    assert untold(asked(studio, "add", grant=EXAMPLES / "grants" / "lake.toml", offer=True)) == set()
    assert untold(asked(studio, "accept", instead=True)) == set()
    assert untold(asked(studio, "revoke", yes=True)) == set()
    assert untold(asked(studio, "history")) == set()
    assert untold(asked(studio)) == set()


def test_a_license_for_good_that_ends_for_what_is_new_is_told(studio: Studio) -> None:
    recipe = remixed(studio)
    asked(studio, "publish", recipe=recipe, purpose="noncommercial_share")
    assert untold(asked(studio, "revoke")) == set()
    assert untold(asked(studio, "revoke", yes=True)) == set()
    assert untold(asked(studio, "history")) == set()
    assert untold(asked(studio)) == set()


def test_a_remix_that_waits_for_a_yes_is_told_to_its_end(studio: Studio) -> None:
    under(HELD, studio)
    recipe = remixed(studio, purpose="noncommercial_share")
    assert untold(asked(studio, "publish", recipe=recipe)) == set()
    assert untold(asked(studio, "requests")) == set()
    assert untold(asked(studio, "check", recipe=recipe)) == set()
    assert untold(asked(studio, "approve", id="1")) == set()
    assert untold(asked(studio, "requests", all=True)) == set()
    assert untold(asked(studio, "publish", recipe=recipe)) == set()
    assert untold(asked(studio, "publish", recipe=recipe)) == set()


def test_a_no_of_the_rights_holder_is_told(studio: Studio) -> None:
    under(HELD, studio)
    recipe = remixed(studio, purpose="noncommercial_share")
    asked(studio, "publish", recipe=recipe)
    assert untold(asked(studio, "decline", id="1")) == set()
    assert untold(asked(studio, "publish", recipe=recipe)) == set()
    late = replace(studio, now=lambda: "2026-06-01T12:00:00+00:00")
    assert untold(asked(late, "requests", all=True)) == set()


def test_what_a_person_wrote_stays_as_it_was_written(studio: Studio) -> None:
    asked(studio, "dispute", why="The bass and the drums are mine.")
    told = translate_reply(asked(studio, "history"), "de").blocks[0]
    assert told.title == "Was mit den Rechten an „Open Water“ geschah"
    assert told.lines[-1] == "2026-01-01 12:00 UTC  bestritten, durch Mia: „The bass and the drums are mine.“"


def test_a_grant_of_own_terms_is_told_in_the_order_and_under_the_headings_of_the_english_one(
    studio: Studio,
) -> None:
    under(HELD, studio)
    english = asked(studio)
    told = translate_reply(english, "fr")
    assert [len(one.lines) for one in told.blocks] == [len(one.lines) for one in english.blocks]
    assert [one.title for one in told.blocks][:3] == [
        "Ce que tu peux faire de « Open Water » de Ada Example",
        "Ce morceau est soumis aux conditions propres du titulaire des droits.",
        "Autorisé",
    ]
    assert told.data == english.data


def test_mistakes_are_told_too(studio: Studio) -> None:
    for action, options in (
        ("add", {}), ("dispute", {}), ("settle", {}), ("resume", {}), ("accept", {}), ("check", {}),
        ("approve", {"id": "7"}), ("approve", {"id": "x"}), ("publish", {}),
    ):  # fmt: skip
        with pytest.raises(RequestError) as caught:
            asked(studio, action, **options)
        caught.value.say_elsewhere()
        assert [one for one in LANGUAGES if translation_of(str(caught.value), one) is None] == [], action


def test_grants_of_layers_are_told_apart(studio: Studio) -> None:
    song = next(song for song in studio.store.songs() if song.title == SONG)
    for text in (
        'license = "CC-BY-4.0"\ncovers = ["sound_recording"]',
        'license = "MIT"\ncovers = ["musical_work"]',
    ):
        grant = parse_grant(text)
        studio.register.offer(song, grant, "Ada", studio.now())
    assert untold(asked(studio)) == set()
