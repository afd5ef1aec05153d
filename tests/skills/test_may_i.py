"""“Can I sell this?” is answered with yes or no and what must be done for it, not with the whole license."""

from __future__ import annotations

from pathlib import Path

import pytest

import skills
from skills.rights.judgement import Purpose
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import rights
from skills.words._rights_answer import purposes_in


def say(studio: Studio, words: str, song: str, talk_id: str = "") -> Reply:
    return skills.answer(Request(words=words, song=song, talk_id=talk_id), studio, Unwatched())


@pytest.mark.parametrize(
    ("words", "purposes"),
    [
        ("can I sell this?", ("monetised_anywhere",)),
        ("can i post this on instagram", ("noncommercial_share",)),
        ("may I use this in a video?", ("sync",)),
        ("can I use it in a commercial?", ("advertising",)),
        ("is commercial use allowed?", ("monetised_anywhere",)),
        ("can I release this?", ("noncommercial_share", "monetised_anywhere")),
        ("can I upload this to youtube and make money", ("noncommercial_share", "monetised_anywhere")),
        ("what may I do with this song?", ()),
        ("kann ich das verkaufen?", ("monetised_anywhere",)),
        ("これを売ってもいいですか", ("monetised_anywhere",)),
        ("the posture of a seller", ()),
        ("what is the license", ()),
    ],
)
def test_the_purposes_of_a_question_are_found(words: str, purposes: tuple[Purpose, ...]) -> None:
    assert purposes_in(words) == purposes


@pytest.mark.parametrize(
    ("words", "song", "begins"),
    [
        ("can I sell this?", "No Money", "No: CC BY-NC 4.0 does not allow earning money anywhere"),
        ("can I sell this?", "Open Water", "Yes: CC BY 4.0 allows earning money anywhere"),
        ("can I post this?", "No Money", "Yes: CC BY-NC 4.0 allows sharing without money"),
        ("can I post this?", "No Change", "No: CC BY-ND 4.0 does not allow sharing a changed version"),
        (
            "may I use this in a video?",
            "Own Terms",
            "No: The license does not allow use with moving",
        ),
    ],
)
def test_the_answer_comes_first(words: str, song: str, begins: str, studio: Studio) -> None:
    reply = say(studio, words, song)
    assert reply.outcome == "done"
    assert reply.blocks[0].lines[0].startswith(begins)
    assert reply.data["answers"][0]["verdict"] == begins.split(":")[0].lower()
    assert not any(block.title.startswith("What you may do") for block in reply.blocks)
    assert "`/rights` tells all" in reply.blocks[-1].title
    assert sum(len(block.lines) for block in reply.blocks) <= 8
    told = [block for block in reply.blocks if block.title == "You must"]
    assert bool(told) == begins.startswith("Yes")


def test_the_answer_is_about_the_remix_of_the_talk(studio: Studio) -> None:
    assert say(studio, "mute the vocals", "Own Terms", "t").outcome == "refused"
    assert say(studio, "5% slower", "Own Terms", "t").outcome == "done"
    assert say(studio, "can I share this?", "Own Terms", "t").blocks[0].lines[0].startswith("Yes")


def test_a_question_about_no_purpose_lists_the_terms(studio: Studio) -> None:
    reply = say(studio, "what may I do with this song?", "Open Water")
    assert reply.blocks[0].title.startswith("What you may do")
    assert reply.data.get("answers", []) == []


@pytest.mark.parametrize(
    ("song", "duties"),
    [
        ("No Money", ("Name the title",)),
        ("Share Alike", ("Name the title", "license CC BY-SA 4.0 or a later")),
        ("Own Terms", ("Name the title", "which parts a machine made")),
    ],
)
def test_what_must_be_done_when_it_is_shared_is_answered(
    song: str, duties: tuple[str, ...], studio: Studio
) -> None:
    reply = say(studio, "what do I have to do if I share it?", song)
    (must,) = (block for block in reply.blocks if block.title == "You must")
    for duty in duties:
        assert any(duty in line for line in must.lines), must.lines


def test_a_fact_that_nobody_stated_is_told_with_where_to_state_it(studio: Studio, tmp_path: Path) -> None:
    terms = 'license = "LicenseRef-Refrain-Grown"\n[purpose]\nallowed = ["noncommercial_share"]\n'
    (tmp_path / "grown.toml").write_text(terms + "[people]\nmin_age = 18\n")
    options = {"action": "add", "grant": tmp_path / "grown.toml", "instead": True}
    rights.run(Request(word="rights", song="Own Terms", person="Ada", options=options), studio, Unwatched())
    told = skills.answer(
        Request(words="can I share it?", song="Own Terms", platform="terminal"), studio, Unwatched()
    )
    assert told.blocks[0].lines[0].startswith("Not as far as is known: The license depends on your age")
    assert told.blocks[1].lines == ("age, under [person] in config.toml",)
    elsewhere = say(studio, "can I share it?", "Own Terms")
    assert not any(block.title.startswith("To state") for block in elsewhere.blocks)
