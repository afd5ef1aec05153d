"""How much of what Refrain says is told in each language: python -m tests.evaluation.translation [-v] [FILE.jsonl …].

The lines are those of the talks in `tests/conversations`, of the pages a person can ask for, and, where
REFRAIN_EVALUATION names the folder of the prompts or files of rows are named, of the replies to those.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import skills
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


def lines_of(reply: Reply) -> Iterator[str]:
    """Every title and line that is to be told in the language, and the disclosure of the preview."""
    for block in reply.blocks:
        yield block.title
        yield from () if block.title in AS_WRITTEN else block.lines
    if reply.preview is not None:
        yield reply.preview.disclosure


def answered(request: Request, studio: Studio, found: Lines) -> None:
    """Answer the request, and keep its lines by what they are about."""
    word = request.word
    try:
        reply = skills.answer(request, studio, Unwatched())
    except RequestError as error:
        found["errors"].add(str(error))
        return
    rights = False
    for line in lines_of(reply):
        rights = line in _OF_RIGHTS or line.startswith(_OF_RIGHTS) or (rights and line not in _TITLES(reply))
        found["rights" if rights or word == "rights" else word or "talk"].add(line)


_OF_RIGHTS = ("License", "Not allowed", "Nearest allowed plan", "Needs approval", "The license does not stand")


def _TITLES(reply: Reply) -> set[str]:
    return {block.title for block in reply.blocks}


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
    """The lines of remixes and plans, and of what is asked about them."""
    for number, prompt in enumerate(prompts):
        talk = Request(words=prompt, song="Open Water", talk_id=f"talk {number}", person="Bo")
        answered(talk, studio, found)
        for words in FOLLOWING:
            answered(Request(**{**vars(talk), "words": words}), studio, found)
        answered(Request(word="plan", words=prompt, song=("", "Share Alike")[number % 2]), studio, found)


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
    found: Lines = defaultdict(set)
    with tempfile.TemporaryDirectory() as place:
        homes = Path(place)
        of_talks((make_studio(homes / talk.stem, homes / "sounds") for talk in TALKS), found)
        studio = make_studio(homes / "pages", homes / "sounds")
        for page in PAGES:
            answered(page, studio, found)
        of_prompts(prompts_of(files), studio, found)
    _print(found, options.v)


def _print(found: Lines, verbose: bool) -> None:
    rooms = sorted(found)
    print(f"{'':8}{''.join(f'{room:>10}' for room in (*rooms, 'all'))}")
    print(f"{'lines':8}{''.join(f'{len(found[r]):>10}' for r in rooms)}{len(set().union(*found.values())):>10}")
    for language in LANGUAGES:
        told = {r: {line for line in found[r] if translation_of(line, language) is not None} for r in rooms}
        shares = [*((len(told[r]), len(found[r])) for r in rooms)]
        shares.append((len(set().union(*told.values())), len(set().union(*found.values()))))
        print(f"{language:8}{''.join(f'{100 * n / of:>9.1f}%' for n, of in shares)}")
        if verbose and language == LANGUAGES[0]:
            for room in rooms:
                for line in sorted(found[room] - told[room]):
                    print(f"    {room}: {line}")


if __name__ == "__main__":
    main()
