"""Looks: what is read out, what is told at the start, and what leads on from a dead end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.frontends.discord_chat.errands.errand import Errand
from bot.frontends.discord_chat.looks.card import card, said_anew
from bot.frontends.discord_chat.looks.duties import all_duties, in_short
from bot.frontends.discord_chat.looks.kept import sent_again
from bot.frontends.discord_chat.looks.look import Button, Look
from bot.frontends.discord_chat.looks.progress import running
from bot.frontends.discord_chat.looks.result import result
from bot.frontends.discord_chat.looks.stems import stems
from bot.frontends.discord_chat.visit import Visit
from bot.frontends.discord_chat.wording import wording
from bot.jobs.job import Job
from skills.talk.reply import Block, Preview, Reply
from skills.talk.request import Request

TITLE = "_x_ [y] *z*"
SOUND = Path("/nowhere/x.ogg")


def errand(**about: Any) -> Errand:
    visit = Visit(1, "Alice", 2, 3, "en-US", "en-US", 10**7, True)
    return Errand(7, "k", "card", 1, 1, True, 0.0, visit, about)


def job(stage: str, preview: Preview | None = None) -> Job:
    return Job(
        id=1, key="k", lane="render", request=Request(word="remix"), server="", priority=0, audio_seconds=0.0,
        state="running", stage=stage, share=0.0, preview=preview, reply=None, error="", error_kind="",
        submitted_at=1.0, started_at=1.0, ended_at=0.0, cancel_asked_at=0.0, deaths=0,
    )  # fmt: skip


def preview() -> Preview:
    return Preview(SOUND, "credits", "No part of it was made by a machine.", ("“Open Water”",))


def test_a_render_begins_by_saying_that_it_starts() -> None:
    told = {
        language: running(errand(title="Slow Honey"), job(""), None, wording(language)).text.split("\n")[0]
        for language in ("en", "de", "ja")
    }
    assert told["en"] == "🎛️ **Slow Honey**: starting"
    assert all(line.rstrip().endswith(wording(language)("stage.starting")) for language, line in told.items())
    assert len(set(told.values())) == 3


def test_what_is_read_out_has_no_marks_of_markdown_in_it(tmp_path: Path) -> None:
    say = wording("en")
    reply = Reply(preview=preview(), files={"attachment": SOUND, "preview": SOUND, "picture": SOUND})
    made = tmp_path / "x.ogg"
    made.write_bytes(b"sound")
    looks = (
        sent_again(errand(title=TITLE, sound=str(made)), 100, say),
        running(errand(title=TITLE), job("preview", preview()), None, say),
        result(errand(title=TITLE), reply, say),
        stems(Reply(files={"bass": SOUND}, data={"title": TITLE}), say),
    )
    alts = [file.alt for look in looks for file in (*look.files, *look.spare)]
    assert len(alts) == 6
    assert all(TITLE in alt for alt in alts)
    assert looks[2].title == looks[3].title.removeprefix("Stems of ") == r"\_x\_ \[y\] \*z\*"


def test_a_question_that_offers_nothing_can_be_said_otherwise() -> None:
    reply = Reply("question", (Block("I cannot make a video.", ()),))
    assert card(errand(words="make a video"), reply, wording("en")).rows == (
        (Button("tweak", "7", "Tweak"),),
    )
    assert card(errand(), reply, wording("en")).rows == ()
    assert said_anew(errand(words="x"), Look(text="no"), wording("de")).rows[0][0].label == "Anpassen"


def test_answers_stand_on_buttons_and_those_that_do_not_fit_there_in_the_text() -> None:
    long = "mute the drums and " * 5 + "the bass"
    lines = ("“make it salsa”", f"“{long}”", "another line")
    reply = Reply("question", (Block("Which?", lines),), suggestions=("make it salsa", long))
    look = card(errand(words="x"), reply, wording("de"))
    assert look.lead.split("\n") == [f"“{long}”", "another line"]
    assert [button.label for row in look.rows for button in row] == ["mach es salsa", long]


@pytest.mark.parametrize(
    ("owed", "told"),
    [
        ((), ("Allowed.", "It stands under CC0-1.0.")),
        (("a",), ("Allowed.", "1 duty, listed under “Why”", "It stands under CC0-1.0.")),
        (("a", "b"), ("Allowed.", "2 duties, listed under “Why”", "It stands under CC0-1.0.")),
    ],
)
def test_duties_are_counted_where_they_stood(owed: tuple[str, ...], told: tuple[str, ...]) -> None:
    lines = ("Allowed.", *(f"Duty: {one}" for one in owed), "It stands under CC0-1.0.")
    data = {"license": {"duties": [{"text": one} for one in owed]}}
    reply = Reply(blocks=(Block("Plan", lines), Block("License", lines, "license")), data=data)
    assert [block.lines for block in in_short(reply, wording("en")).blocks] == [lines, told]
    assert all_duties(data, wording("en")).split("\n") == [f"Duty: {one}" for one in owed] or [""]


def test_what_has_no_license_in_its_data_is_told_as_it_is() -> None:
    reply = Reply(blocks=(Block("License", ("Duty: a",), "license"),), data={"license": "CC0-1.0"})
    assert in_short(reply, wording("en")) == reply
