"""How much is told in each language: python -m tests.evaluation.translation [-v] [FILE.jsonl …].

The lines are those of the talks in `tests/conversations`, of the pages a person can ask for, and, where
REFRAIN_EVALUATION names the folder of the prompts or files of rows are named, of the replies to those.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import skills
from skills import words
from skills.rights.judgement import PURPOSES
from skills.studio.studio import Studio
from skills.talk.errors import RequestError
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.translation import LANGUAGES, translation_of
from skills.talk.translation.replies import AS_WRITTEN
from skills.talk.watch import Unwatched
from tests.evaluation.prompts import rows_of
from tests.skills.studio_for_tests import SONGS, make_studio

TALKS = sorted((Path(__file__).parents[1] / "conversations").glob("*.txt"))
FOLLOWING = ("what changed?", "why?", "a bit more", "undo")
PAGES = (
    Request(word="help"),
    Request(word="songs"),
    Request(word="songs", platform="discord:1"),
    Request(word="help", platform="discord:1"),
    Request(word="remixes", person="Bo"),
    Request(word="report", words="zzz"),
    Request(word="mydata"),
    *(Request(word="songs", song=title, platform="discord:1") for title in SONGS),
    *(Request(word="rights", song=title, platform="discord:1") for title in SONGS),
    *(Request(word="remixes", song=title) for title in SONGS),
    Request(word="songs", song="no such song"),
    Request(word="songs", options={"action": "search"}, words="open"),
    Request(word="songs", options={"action": "search"}, words="opne"),
    Request(word="songs", options={"action": "nothing"}),
    Request(word="remix", song="Open Water"),
    Request(word="remix", song="Open Water", words="/nearest"),
    Request(word="remix", song="Open Water", words="slower", options={"purpose": "gold"}),
    Request(word="plan"),
    Request(word="nothing"),
    Request(word="changes", song="Open Water"),
    *(Request(word="songs", song=title) for title in SONGS),
    *(Request(word="rights", song=title) for title in SONGS),
)
Lines = dict[str, set[str]]


def lines_of(reply: Reply) -> Iterator[tuple[str, str]]:
    """Every title and line that is to be told in the language, each with the title it stands under."""
    for block in reply.blocks:
        yield block.title, block.title
        yield from () if block.title in AS_WRITTEN else ((block.title, line) for line in block.lines)
    if reply.preview is not None:
        yield "", reply.preview.disclosure


def answered(request: Request, studio: Studio, found: Lines) -> None:
    """Answer the request, and keep its lines by what they are about."""
    try:
        word = request.word or words.meant(request, studio)
        reply = skills.answer(request, studio, Unwatched())
    except RequestError as error:
        found["errors"].add(str(error))
        return
    for title, line in lines_of(reply):
        found["rights" if title.startswith(_OF_RIGHTS) else word].add(line)


_OF_RIGHTS = (
    "License", "What the license", "Not allowed", "Nearest allowed", "Needs approval", "The license does not",
)  # fmt: skip


def of_talks(studio_of: Iterable[Studio], found: Lines) -> None:
    """The lines of every talk, each in a studio of its own."""
    for talk, studio in zip(TALKS, studio_of, strict=False):
        song = ""
        for line in talk.read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            song = rest if mark == "song:" else song
            if mark == ">":
                answered(_typed(rest, song), studio, found)


def _typed(words: str, song: str) -> Request:
    word, _, rest = words[1:].partition(" ") if words.startswith("/") else ("", "", words)
    if word == "nearest":
        word, rest = "remix", "/nearest"
    return Request(word=word, words=rest, song=song, talk_id="talk", person="Bo")


def of_prompts(prompts: Iterable[str], studio: Studio, found: Lines) -> None:
    """The lines of remixes and plans, of what is asked about them, and of remixes proposed on Discord."""
    for number, prompt in enumerate(prompts):
        talk = Request(words=prompt, song="Open Water", talk_id=f"talk {number}", person="Bo")
        for asked in (prompt, *FOLLOWING):
            answered(replace(talk, words=asked), studio, found)
        song = tuple(SONGS)[number % len(SONGS)]
        answered(Request(word="plan", words=prompt, song=song if number % 2 else ""), studio, found)
        options = {"propose": True, "purpose": PURPOSES[number % len(PURPOSES)]}
        there = Request(
            "remix", prompt, song, f"there {number}", "discord:2", platform="discord:1", options=options
        )
        answered(there, studio, found)


def of_pages_and_talks(place: Path) -> Lines:
    """The lines of every talk, and of every page; the folder is for the studios."""
    found: Lines = defaultdict(set)
    of_talks((make_studio(place / talk.stem, place / "sounds") for talk in TALKS), found)
    studio = make_studio(place / "pages", place / "sounds")
    for page in PAGES:
        answered(page, studio, found)
    return found


def prompts_of(files: Iterable[Path]) -> tuple[str, ...]:
    """The prompts of rows, each once."""
    return tuple(dict.fromkeys(row["prompt"] for file in files for row in rows_of(file)))


def main() -> None:
    """Print the share of lines that are told, by language and by what they are about."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="*", type=Path)
    asked.add_argument("-v", action="store_true", help="print the lines that stay English")
    options = asked.parse_args()
    folder = os.environ.get("REFRAIN_EVALUATION")
    files = [*options.files, *([Path(folder) / "prompts_dev.jsonl"] if folder else [])]
    with tempfile.TemporaryDirectory() as place:
        found = of_pages_and_talks(Path(place))
        of_prompts(prompts_of(files), make_studio(Path(place) / "prompts", Path(place) / "sounds"), found)
    print_shares(found, options.v)


def print_shares(found: Lines, verbose: bool) -> None:
    """Print the share of lines that are told, by language and by what they are about; those left over too."""
    found = {**found, "all": set().union(*found.values())}
    rooms = (*sorted(found.keys() - {"all"}), "all")
    print(f"{'':6}{''.join(f'{room:>9}' for room in rooms)}")
    print(f"{'lines':6}{''.join(f'{len(found[room]):>9}' for room in rooms)}")
    for language in LANGUAGES:
        left = {room: english_of(found[room], language) for room in rooms}
        shares = (1 - len(left[room]) / len(found[room]) for room in rooms)
        print(f"{language:6}{''.join(f'{100 * share:>8.1f}%' for share in shares)}")
        for line in left["all"] if verbose else ():
            print(f"    {line}")


def english_of(lines: Iterable[str], language: str) -> list[str]:
    """The lines that no frame tells in that language, in order."""
    return sorted(line for line in lines if translation_of(line, language) is None)


if __name__ == "__main__":
    main()
