"""The chat: a talk about one song, line by line; it works the same from a pipe."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import typer

from bot.config import read_config
from bot.frontends.terminal.screen import Screen
from bot.frontends.terminal.serving import guarded

if TYPE_CHECKING:
    from skills.studio.studio import Studio

LEAVE = ("/quit", "/exit", "/bye")


def converse(song: str, options: Mapping[str, Any], person: str) -> None:
    """Read lines until the end of input or /quit."""
    screen = Screen()
    talk: list[_Talk] = []

    def begin() -> int:
        from bot.wiring import build_studio

        studio = build_studio(read_config())
        talk.append(_Talk(studio, screen, options, person or studio.settings.person))
        return talk[0].begin(song)

    code = guarded(begin, screen)
    if code == 0:
        for line in _lines():
            guarded(lambda line=line: talk[0].turn(line), screen)  # type: ignore[misc]  # mypy loses the default
    raise typer.Exit(code)


def _lines() -> Any:
    if sys.stdin.isatty():
        import readline  # noqa: F401  # gives input() a history and the arrow keys
    while True:
        try:
            line = input("you> " if sys.stdin.isatty() else "").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if line.lower() in LEAVE:
            return
        if line:
            yield line


class _Talk:
    """One conversation: which song it is about, and its id in the store."""

    def __init__(self, studio: Studio, screen: Screen, options: Mapping[str, Any], person: str) -> None:
        self.studio, self.screen, self.options, self.person = studio, screen, options, person
        self.talk_id = f"terminal-{uuid.uuid4().hex}"
        self.song = ""

    def begin(self, song: str) -> int:
        """Greet, and take up the song if one was named."""
        self.screen.say("Tell me what to do with a song; /help shows what I understand, /quit leaves.")
        return self._ask("songs", song=song, options={"action": "show" if song else "list"})

    def turn(self, line: str) -> int:
        """One line: a command with a slash, or words for whatever they mean."""
        word, _, rest = line[1:].partition(" ") if line.startswith("/") else ("", "", line)
        rest = rest.strip()
        if word == "song":
            return self._ask("songs", song=rest, options={"action": "show"})
        if word == "songs":
            action = {"action": "search"} if rest else {"action": "list"}
            return self._ask("songs", words=rest, options=action)
        if word == "nearest":
            return self._ask("remix", words=line)
        if word in ("undo", "redo"):
            return self._ask("", words=f"{word} {rest}".strip())
        return self._ask(word, words=rest)

    def _ask(
        self, word: str, *, words: str = "", song: str = "", options: Mapping[str, Any] | None = None
    ) -> int:
        import skills
        from skills.talk.request import Request

        request = Request(
            word=word, words=words, song=song or self.song, talk_id=self.talk_id,
            person=self.person, platform="terminal", options=self.options if options is None else options,
        )  # fmt: skip
        with self.screen.watching() as watch:
            reply = skills.answer(request, self.studio, watch)
        if song:
            self.song = song
        self.screen.show(reply)
        return 0
