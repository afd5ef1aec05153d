"""Shapes: patterns over the kinds of tokens, written as regular expressions whose letters are kinds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from skills.planning.reading.tokens import Token

_NAMES = """
stem effect style part ord amt faster slower up down higher lower louder quieter more less longer shorter
keep leave alone remove mute unmute back isolate solo drop only except macro add some make loop play
replace start finish change undo redo reset same instead correct tempo pitch keyword level loud length
fade fadeout fadein out version beat beatnoun new turntable knob mode neg to by in after before from
until between thru and but everything begin stop half them there too below above the art accidental
filler units intervals counts wishes unsupported offtopic vague num unknown dot comma colon dash noise
bpm pct times semi hz db lufs secs bars keyname stems place scope trim limit dislike gradual
transition swept joints reverse silence pan side steady played object at of then topic query bare
cover mashup player title generate melody file
"""
KINDS = tuple(_NAMES.split())
_CODES = {kind: chr(0xE000 + i) for i, kind in enumerate(KINDS)}


@cache
def shape(pattern: str) -> re.Pattern[str]:
    """Compile: a word in capitals is one token of that kind; spaces mean nothing."""
    spelled = re.sub(r"[A-Z]{2,}", lambda m: _CODES[m.group().lower()], pattern)
    return re.compile(spelled.replace(" ", ""))


def encoded(tokens: Sequence[Token]) -> str:
    """The tokens as a string for shapes, one sign each."""
    return "".join(_CODES[t.kind] for t in tokens)


@dataclass(frozen=True)
class Found:
    """A shape met at [start, end) of the tokens."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    groups: dict[str, tuple[Token, ...]]

    def one(self, *names: str) -> Token | None:
        """The first token of the first of those groups that has any."""
        return next((self.groups[n][0] for n in names if self.groups.get(n)), None)

    def kind(self, *names: str) -> str:
        """The kind of that token, "" when there is none."""
        token = self.one(*names)
        return token.kind if token else ""


def met(pattern: re.Pattern[str], tokens: Sequence[Token], code: str, at: int = 0) -> Found | None:
    """The first place from that token on where the shape is met with one token or more, or None."""
    match = pattern.search(code, at)
    while match and match.end() == match.start():
        match = pattern.search(code, match.start() + 1) if match.start() < len(code) else None
    return _found(match, tokens) if match else None


def _found(match: re.Match[str], tokens: Sequence[Token]) -> Found:
    groups = {
        name: tuple(tokens[match.start(name) : match.end(name)])
        for name, said in match.groupdict().items()
        if said
    }
    return Found(tuple(tokens[match.start() : match.end()]), match.start(), match.end(), groups)


Rewrite = tuple[str, Callable[[Found], Token | None]]


def rewritten(tokens: list[Token], rules: Sequence[Rewrite]) -> list[Token]:
    """The tokens after each rule has put one token in the place of every stretch of its shape."""
    for pattern, build in rules:
        tokens = list(_rewritten(tokens, shape(pattern), build))
    return tokens


def _rewritten(
    tokens: list[Token], pattern: re.Pattern[str], build: Callable[[Found], Token | None]
) -> Iterator[Token]:
    code, at = encoded(tokens), 0
    while at < len(tokens):
        found = met(pattern, tokens, code, at)
        if found is None:
            yield from tokens[at:]
            return
        yield from tokens[at : found.start]
        new = build(found)
        yield new or tokens[found.start]
        at = found.end if new else found.start + 1
