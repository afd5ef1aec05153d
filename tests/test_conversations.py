"""Every file in `conversations/` is a talk, played line by line against the real skills.

Lines of such a file:

    song: TITLE      the song that is talked about from here on
    > words          what the person says
    = text           must stand in the reply to the last words
    ≠ text           must not stand in it
    ? outcome        done, refused, question or failed
    # anything       a remark
"""

from __future__ import annotations

from pathlib import Path

import pytest

import skills
from skills.studio.studio import Studio
from skills.talk.errors import RequestError
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Unwatched
from tests.skills.studio_for_tests import make_studio

FOLDER = Path(__file__).parent / "conversations"
TALKS = sorted(FOLDER.glob("*.txt"))


@pytest.fixture(scope="module")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


def say(words: str, song: str, studio: Studio) -> tuple[str, str]:
    word, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    if word == "nearest":
        word, rest = "remix", "/nearest"
    request = Request(word=word, words=rest, song=song, talk_id="talk", person="Bo")
    try:
        reply = skills.answer(request, studio, Unwatched())
    except RequestError as error:
        return str(error), "failed"
    return text_of(reply), reply.outcome


def text_of(reply: Reply) -> str:
    return "\n".join(line for block in reply.blocks for line in (block.title, *block.lines))


@pytest.mark.parametrize("talk", TALKS, ids=[t.stem for t in TALKS])
def test_the_talk_goes_as_written(talk: Path, tmp_path: Path, sounds: Path) -> None:
    studio = make_studio(tmp_path / "home", sounds)
    song = said = text = outcome = ""
    for number, line in enumerate(talk.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, rest = line.partition(" ")
        where = f"{talk.name}:{number}: after “{said}” came:\n{text}"
        if mark == "song:":
            song = rest
        elif mark == ">":
            said = rest
            text, outcome = say(rest, song, studio)
        elif mark == "=":
            assert rest in text, where
        elif mark == "≠":
            assert rest not in text, where
        elif mark == "?":
            assert outcome == rest, where
        else:
            assert not line or mark.startswith("#"), f"{talk.name}:{number} is no line of a talk"


def test_there_are_talks() -> None:
    assert len(TALKS) >= 5
