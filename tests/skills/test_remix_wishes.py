"""What a remix answers to wishes that no step can say: the license's reason, or that it is not done."""

from __future__ import annotations

from pathlib import Path

import pytest

from skills.planning.telling.wishes import not_done
from skills.rights.judgement import Wish
from skills.studio.studio import Studio
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from skills.words import plan, remix

WORDS: dict[Wish, str] = {
    "change-lyrics": "change the lyrics",
    "translate-lyrics": "translate the lyrics into Spanish",
    "train-model": "train a model on it",
    "export-stems": "give me the stems",
    "clone-voice": "clone the singer's voice",
}
CODES: dict[Wish, str] = {
    "change-lyrics": "lyrics.not_changed",
    "translate-lyrics": "lyrics.not_translated",
    "train-model": "training.not_allowed",
    "export-stems": "export.stems_not_allowed",
    "clone-voice": "voice.consent_required",
}
ALLOWED_BY_CC_BY: tuple[Wish, ...] = ("change-lyrics", "translate-lyrics", "export-stems")


def asked(studio: Studio, tmp_path: Path, words: str, song: str) -> Reply:
    request = Request(word="remix", words=words, song=song, options={"out": tmp_path / "out"})
    return remix.run(request, studio, Unwatched())


def told(reply: Reply) -> str:
    return "\n".join(line for block in reply.blocks for line in (block.title, *block.lines))


@pytest.mark.parametrize("wish", WORDS)
def test_a_wish_against_the_license_gets_its_reason_and_no_file(
    studio: Studio, tmp_path: Path, wish: Wish
) -> None:
    reply = asked(studio, tmp_path, WORDS[wish], "Own Terms")
    assert reply.outcome == "refused"
    assert [reason["code"] for reason in reply.data["reasons"]] == [CODES[wish]]
    assert reply.data["reasons"][0]["text"] in told(reply)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wish", ALLOWED_BY_CC_BY)
def test_a_wish_that_the_license_allows_and_nobody_can_do_is_said_to_be_undone(
    studio: Studio, tmp_path: Path, wish: Wish
) -> None:
    reply = asked(studio, tmp_path, WORDS[wish], "Open Water")
    assert reply.outcome == "question"
    assert not_done((wish,))[0] in told(reply)
    assert "nothing was made" in told(reply)
    assert not (tmp_path / "out").exists()


def test_a_remix_beside_such_a_wish_is_made_and_says_what_it_leaves_undone(
    studio: Studio, tmp_path: Path
) -> None:
    words = "slow it to 110 bpm and translate the lyrics into Spanish"
    reply = asked(studio, tmp_path, words, "Open Water")
    assert reply.outcome == "done"
    assert not_done(("translate-lyrics",))[0] in told(reply)
    assert reply.data["note"] == not_done(("translate-lyrics",))[0]
    plain = asked(studio, tmp_path, "slow it to 110 bpm", "Open Water")
    assert plain.data["note"] == ""


def test_a_remix_beside_a_wish_against_the_license_is_refused_as_a_whole(
    studio: Studio, tmp_path: Path
) -> None:
    reply = asked(studio, tmp_path, "slow it to 110 bpm and translate the lyrics into Spanish", "Own Terms")
    assert [reason["code"] for reason in reply.data["reasons"]] == ["lyrics.not_translated"]


def test_a_plan_says_of_each_wish_that_it_is_not_planned(studio: Studio) -> None:
    request = Request(word="plan", words="make it lofi, and give me the stems", song="Open Water")
    reply = plan.run(request, studio, Unwatched())
    assert reply.outcome == "done"
    assert not_done(("export-stems",))[0] in told(reply)
