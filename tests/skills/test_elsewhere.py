"""Where nobody can type a command, nobody is told one; and nobody waits for demo songs."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

import skills
from skills.rights.license import parse_grant
from skills.studio.may_label import LONGEST, may_label
from skills.studio.studio import Studio
from skills.talk.errors import RequestError
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.asking import HEARD_FIRST, SONG, under

COMMAND = re.compile(r"refrain [a-z]|(?<![\w-])--[a-z]|`")

ASKED: tuple[dict[str, Any], ...] = (
    {"word": "remix", "song": SONG},
    {"word": "remix", "words": "10% faster"},
    {"word": "remix", "words": "10% faster", "song": "Nothing Like It At All"},
    {"word": "remix", "words": "10% faster", "song": "o"},
    {"word": "remix", "words": "50% faster", "song": SONG, "options": {"purpose": "noncommercial_share"}},
    {"word": "remix", "words": "10% faster", "song": SONG, "options": {"purpose": "noncommercial_share"}},
    {"word": "remix", "words": "10% faster", "song": SONG, "options": {"purpose": "fun"}},
    {"word": "remix", "words": "10% faster", "song": SONG, "options": {"output_license": "mine"}},
    {"word": "remix", "words": "blah blah", "song": SONG},
    {"word": "remix", "words": "can I sell it?", "song": SONG},
    {"word": "remix", "words": "/nearest", "song": SONG},
    {"word": "remix", "words": "x", "options": {"recipe": "none.json"}},
    {"word": "songs"},
    {"word": "songs", "song": SONG},
    {"word": "songs", "options": {"action": "correct"}, "song": SONG},
    {"word": "songs", "words": "zzz", "options": {"action": "search"}},
    {"word": "rights", "song": SONG},
    {"word": "rights", "options": {"action": "requests"}},
    {"word": "rights", "options": {"action": "approve", "id": "x"}},
    {"word": "rights", "options": {"action": "approve", "id": "77"}},
    {"word": "rights", "options": {"action": "publish"}},
    {"word": "rights", "song": SONG, "options": {"action": "revoke"}},
    {"word": "rights", "song": SONG, "options": {"action": "dispute"}},
    {"word": "rights", "song": SONG, "options": {"action": "dispute", "why": "mine"}},
    {"word": "rights", "song": SONG, "options": {"action": "add"}},
    {"word": "plan"},
    {"word": "plan", "words": "it's 128 bpm", "song": SONG},
    {"word": "plan", "words": "can I sell it?", "song": SONG},
    {"word": "export"},
    {"word": "export", "words": "nowhere"},
    {"word": "help"},
    {"word": "changes", "song": SONG},
    {"word": "remixes", "song": SONG},
    {"word": "report"},
    {"word": "mydata"},
    {"word": "undo", "song": SONG},
    {"word": "nothing"},
)


def answered(request: Request, studio: Studio) -> str:
    try:
        reply = skills.answer(request, studio, Unwatched())
    except RequestError as error:
        return str(error)
    return "\n".join("\n".join((one.title, *one.lines)) for one in reply.blocks)


@pytest.mark.parametrize("asked", ASKED, ids=[str(one) for one in ASKED])
def test_nobody_is_told_a_command_where_there_is_none(asked: dict[str, Any], studio: Studio) -> None:
    under(HEARD_FIRST, studio)
    told = answered(Request(person="discord:7", platform="discord:1", **asked), studio)
    assert told
    assert COMMAND.findall(told) == []


def test_at_the_terminal_the_command_is_told(studio: Studio) -> None:
    asked = Request(word="remix", song=SONG, platform="terminal")
    assert answered(asked, studio) == (
        "Say what to do with the song, as in: refrain remix “slow this to 80 bpm” --song …"
    )


def test_elsewhere_demo_songs_are_made_only_when_they_are_prepared(studio: Studio) -> None:
    house = replace(studio, settings=replace(studio.settings, demo_songs=True))
    *made, missing = (files("skills.catalog") / "demo_songs.toml").read_text().split("\n[")
    names = [part.strip("[").partition("]")[0] for part in made]
    studio.store.set_note("demo songs made", " ".join(names))
    asked = Request(word="songs", platform="discord:1", options={"action": "list"})
    assert len(skills.answer(asked, house, Unwatched()).data["songs"]) == 5
    prepare = replace(asked, options={"action": "prepare"})
    reply = skills.answer(prepare, house, Unwatched())
    assert len(reply.data["songs"]) == 6
    assert skills.answer(prepare, house, Unwatched()) == reply
    assert [song.title for song in studio.store.songs() if song.demo] == [
        line.split('"')[1] for line in missing.splitlines() if line.startswith("title")
    ]


@pytest.mark.parametrize(
    ("terms", "label"),
    [
        ('license = "CC-BY-4.0"', "remix, share, sell; credit"),
        ('license = "CC0-1.0"', "remix, share, sell"),
        ('license = "CC-BY-NC-SA-4.0"', "remix, share; credit, same license"),
        ('license = "CC-BY-ND-4.0"', "private only; credit"),
        ('license = "LicenseRef-Refrain-Own"', "private only; credit"),
        (HEARD_FIRST, "remix; share after a yes; credit"),
    ],
)
def test_a_label_says_what_a_license_permits(terms: str, label: str, studio: Studio) -> None:
    under(terms, studio)
    (row,) = (one for one in _rows(studio) if one["title"] == SONG)
    assert row["may"] == label
    assert len(label) <= LONGEST


def test_a_label_says_what_it_depends_on_and_what_ended(studio: Studio) -> None:
    song = next(one for one in studio.store.songs() if one.title == SONG)
    grant = parse_grant('license = "LicenseRef-Refrain-Own"\n[territory]\nallowed = ["DE"]')
    studio.register.enter(song, grant, "Ada", studio.now())
    assert may_label(song, studio, "discord:1") == "remix depends on your country"
    studio.register.revoke(song.id, grant.hash, "Ada", studio.now())
    assert may_label(song, studio, "discord:1") == "nothing now: revoked"


def _rows(studio: Studio) -> Any:
    asked = Request(word="songs", platform="discord:1", options={"action": "list"})
    return skills.answer(asked, studio, Unwatched()).data["songs"]
