"""Reading: everything that the bot showed to people, line by line, and what the skills had said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import skills
from bot.jobs.job import LANES, Lane
from skills.talk.errors import RequestError
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Watch
from tests.bot.discord.rig import Answer, open_studio
from tests.discord_server.calls import Entry

_SHOWN = ("content", "title", "description", "text", "label", "placeholder", "name")
_HIDDEN = re.compile(r"[\\\u200b<>]")
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|«[^»]*»|「[^」]*」|`[^`]*`|CC[ -]BY(?:-\w\w)*")
_PINGS = re.compile(r"<(?:[#@][!&]?|t:)\d+(?::\w)?>|https?://\S+")


def shown(journal: list[Entry]) -> Iterator[str]:
    """Every line of every text that people saw, in the order in which it was sent."""
    for entry in journal:
        if isinstance(entry.body, dict):
            for text in _texts(entry.body):
                yield from text.split("\n")


def _texts(told: Mapping[str, Any]) -> Iterator[str]:
    """The texts of a request's body, however deep they stand in it."""
    of_a_field = "inline" in told
    for key, value in told.items():
        if isinstance(value, str) and (key in _SHOWN or (key == "value" and of_a_field)):
            yield value
        inner = value if isinstance(value, list) else [value]
        for one in inner:
            if isinstance(one, Mapping):
                yield from _texts(one)


def bare(line: str) -> str:
    """A line without what only keeps it from doing anything, spaces counted once."""
    return " ".join(_HIDDEN.sub("", _PINGS.sub("", line)).split())


def unquoted(line: str) -> str:
    """A line without what stands in quotation marks in it."""
    return _QUOTED.sub("", line)


class Heard:
    """What the skills said, to tell it from our own words. Its answers do the work of both lanes."""

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.credits: set[str] = set()

    def answers(self, home: Any) -> dict[Lane, Answer]:
        """What workers do: what the skills do, and remember it."""
        return {lane: self._answer(home) for lane in LANES}

    def _answer(self, home: Any) -> Answer:
        studios: list[Any] = []

        def answer(request: Request, watch: Watch) -> Reply:
            if not studios:
                studios.append(open_studio(home))
            try:
                reply = skills.answer(request, studios[0], watch)
            except RequestError as error:
                self.hear(str(error))
                raise
            self.hear(reply)
            return reply

        return answer

    def hear(self, told: Any) -> None:
        """Remember every line in a reply."""
        if isinstance(told, Reply | Preview):
            credits = [told.credits] if isinstance(told, Preview) else [told.data.get("credits_text", "")]
            self.credits |= {bare(line) for text in credits for line in str(text).split("\n")}
        if isinstance(told, str):
            self.lines |= {bare(line) for line in told.split("\n")}
        elif isinstance(told, Mapping):
            for value in told.values():
                self.hear(value)
        elif isinstance(told, list | tuple):
            for value in told:
                self.hear(value)
        elif is_dataclass(told) and not isinstance(told, type):
            if getattr(told, "about", "") == "credits":
                self.credits |= {bare(line) for line in told.lines}
            for field in fields(told):
                self.hear(getattr(told, field.name))
