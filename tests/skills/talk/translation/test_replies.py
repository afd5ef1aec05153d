"""A reply is told in the language of the person who asked; data, prompts and credits stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import skills
from skills.studio.studio import Studio
from skills.talk.errors import BadInput, NoSuchSong
from skills.talk.reply import Block, Preview, Reply
from skills.talk.request import Request
from skills.talk.translation import LANGUAGES, Speaking, put_in, translate_reply, translated
from skills.talk.watch import Unwatched
from tests.evaluation.translation import Lines, english_of, of_pages_and_talks, print_shares
from tests.skills.studio_for_tests import make_studio

WORDS = "slow this to 80 bpm, mute the drums in the bridge"
ASKED = Request(word="remix", words=WORDS, song="Open Water", person="Bo")


class Listening(Unwatched):
    def __init__(self) -> None:
        self.stages: list[str] = []
        self.previews: list[Preview] = []

    def stage(self, name: str, done: float) -> None:
        self.stages.append(name)

    def preview_ready(self, preview: Preview) -> None:
        self.previews.append(preview)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("translation")


@pytest.fixture(scope="module")
def studio(place: Path) -> Studio:
    return make_studio(place / "home", place / "sounds")


@pytest.fixture(scope="module")
def lines(place: Path) -> Lines:
    return of_pages_and_talks(place)


def told(reply: Reply, title: str) -> tuple[str, ...]:
    return next(block.lines for block in reply.blocks if block.title == title)


def test_a_remix_is_told_in_german(studio: Studio) -> None:
    watch = Listening()
    reply = skills.answer(replace(ASKED, language="de"), studio, watch)
    english = skills.answer(ASKED, studio, Unwatched())
    assert told(reply, "Plan für „Open Water“") == (
        "Tempo 120 → 80 BPM, Tonhöhe bleibt  ← „slow this to 80 bpm“",
        "Schlagzeug stumm, Bridge  ← „mute the drums in the bridge“",
    )
    assert told(reply, "Credits") == told(english, "Credits")
    assert told(reply, "KI-Hinweis") == ("Kein Teil davon wurde von einer Maschine gemacht.",)
    assert reply.data["explained"] == english.data["explained"]
    assert reply.preview is not None
    assert english.preview is not None
    assert reply.preview.disclosure == told(reply, "KI-Hinweis")[0]
    assert reply.preview.credits == english.preview.credits
    assert [preview.disclosure for preview in watch.previews] == [reply.preview.disclosure]
    assert {"Vorschau", "ganzer Remix", "Dateien"} <= set(watch.stages)


def test_a_question_back_keeps_its_prompts_as_they_can_be_typed(studio: Studio) -> None:
    request = replace(ASKED, words="faster or slower, the guitar", language="fr")
    reply = skills.answer(request, studio, Unwatched())
    english = skills.answer(replace(request, language="en"), studio, Unwatched())
    assert reply.suggestions == english.suggestions
    assert reply.data == english.data
    assert reply.blocks[0].title != english.blocks[0].title


def test_an_error_is_told_in_the_language_and_keeps_what_it_holds(studio: Studio) -> None:
    request = Request(word="songs", song="Opn Watr", language="es", options={"action": "show"})
    with pytest.raises(NoSuchSong) as error:
        skills.answer(request, studio, Unwatched())
    assert str(error.value).startswith(
        "No hay ninguna canción llamada «Opn Watr». ¿Querías decir «Open Water», «"
    )
    assert error.value.nearest[0] == "Open Water"


def test_an_error_that_no_frame_tells_stays_english() -> None:
    error = BadInput("Something nobody has ever said.")
    put_in(error, "ja")
    assert str(error) == "Something nobody has ever said."


def test_a_reply_in_english_is_the_reply_itself(studio: Studio) -> None:
    reply = skills.answer(Request(word="help"), studio, Unwatched())
    assert translate_reply(reply, "en") == reply


def test_credits_are_kept_as_they_must_be_written() -> None:
    line = "the song as it is"
    reply = Reply(blocks=(Block("Credits", (line,)), Block("The plan", (line,))))
    assert translate_reply(reply, "de").blocks == (
        Block("Credits", (line,)),
        Block("Der Plan", ("der Song, wie er ist",)),
    )


@pytest.mark.parametrize(
    ("label", "german"),
    [
        ("remix, share, sell; credit, same license", "remixen, teilen, verkaufen; Nennung, gleiche Lizenz"),
        ("private only", "nur privat"),
        ("remix, share; sell after a yes; credit", "remixen, teilen; verkaufen nach einem Ja; Nennung"),
        ("remix; share depends on your age…", "remixen; teilen: hängt ab von deinem Alter…"),
        ("nothing now: disputed", "jetzt nichts: strittig"),
    ],
)
def test_the_label_of_a_song_is_told(label: str, german: str) -> None:
    assert translated(label, "de") == german


def test_what_a_front_end_knows_a_block_by_is_kept() -> None:
    reply = Reply(blocks=(Block("The plan", ("the song as it is",), about="plan"),))
    assert translate_reply(reply, "fr").blocks == (Block("Le plan", ("le morceau tel quel",), about="plan"),)


def test_the_shares_are_printed_by_language_and_by_what_lines_are_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_shares({"songs": {"3 songs", "Nobody ever said this."}, "plan": {"The plan"}}, verbose=True)
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert rows[:4] == [
        ["plan", "songs", "all"],
        ["lines", "1", "2", "3"],
        ["de", "100.0%", "50.0%", "66.7%"],
        ["Nobody", "ever", "said", "this."],
    ]
    assert len(rows) == 2 + 2 * len(LANGUAGES)


def test_stages_are_told_with_the_time_that_is_left() -> None:
    watch = Listening()
    Speaking(watch, "de").stage("stems: separating, about 40 s left", 0.1)
    assert watch.stages == ["Stems: trennen, noch etwa 40 s"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_the_talks_and_pages_say_is_told(language: str, lines: Lines) -> None:
    assert {room: english_of(said, language) for room, said in lines.items()} == {room: [] for room in lines}


def test_no_english_word_is_left_within_a_line(lines: Lines) -> None:
    left = re.compile(r"\b(?:the|and|of|is|are|with|not|that|this|stays?|kept|to|on)\b")
    kept = re.compile(r"„[^“]*“|“[^”]*”|`[^`]*`|\S*/\S*")
    german = {
        line: translated(line, "de") for said in lines.values() for line in said if "   ·   " not in line
    }
    assert {line: told for line, told in german.items() if left.search(kept.sub("", told))} == {}
