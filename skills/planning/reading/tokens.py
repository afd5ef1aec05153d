"""Tokens: what the pieces of a sentence mean, each with the place it was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from skills.planning.vocabulary.lexicon import Lexicon, Meaning, lexicon
from skills.planning.vocabulary.numbers import Piece, pieces
from skills.planning.vocabulary.typos import corrected

_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SIGNS = {
    ".": "dot",
    ";": "dot",
    "!": "dot",
    "?": "dot",
    ",": "comma",
    ":": "colon",
    "&": "and",
    "+": "and",
    "/": "and",
    "-": "dash",
    "@": "to",
}


_NUMBERED = ("counts", "stem", "played")
"""Kinds of meaning that a number may have by itself: an 808 is a bass."""


@dataclass(frozen=True)
class Token:
    """A kind, its value, and [start, end) in the plain text."""

    kind: str
    value: Any
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Quantity:
    """A number and its unit; `count` is the number as it was said."""

    value: float
    unit: str
    count: float
    signed: bool = False


def tokens(plain: str, language: str = "en") -> list[Token]:
    """All tokens of a plain text; what the lexicon lacks has the kind "unknown"."""
    known = lexicon(language)
    cut = [_spelled(p, known, language) for p in pieces(plain)]
    out: list[Token] = []
    i = 0
    while i < len(cut):
        token, used = _next(cut, i, known)
        out.append(token)
        i += used
    return out


def _spelled(piece: Piece, known: Lexicon, language: str) -> Piece:
    if piece.kind != "word":
        return piece
    word = known.spelling.get(piece.text, piece.text)
    if word.endswith("'s") and word not in known.words:
        word = word[:-2] if word[:-2] in known.words else word
    if word not in known.words:
        word = next((w for w in _unstretched(word) if w in known.words), word)
    return replace(piece, text=word if word in known.words else corrected(word, language))


def _unstretched(word: str) -> tuple[str, ...]:
    """ "sloooow" with two and with one of the letters it was stretched by; nothing for other words."""
    shorter = tuple(_STRETCHED.sub(kept, word) for kept in (r"\1\1", r"\1"))
    return () if shorter[1] == word else shorter


def _next(cut: Sequence[Piece], i: int, known: Lexicon) -> tuple[Token, int]:
    piece = cut[i]
    meaning, used = _longest(cut, i, known)
    if piece.kind == "clock":
        return _token("secs", Quantity(piece.value or 0, "seconds", 1), cut, i, 1), 1
    if piece.kind == "fraction" and piece.value is not None:
        return _token("times", Quantity(piece.value, "counts", piece.value), cut, i, 1), 1
    if piece.value is not None and (meaning is None or (used == 1 and meaning.kind not in _NUMBERED)):
        return _token("num", Quantity(piece.value, "", piece.value, piece.signed), cut, i, 1), 1
    if meaning is not None:
        return _token(meaning.kind, meaning.value, cut, i, used), used
    if piece.kind == "sign":
        return _token(_SIGNS.get(piece.text, "noise"), piece.text, cut, i, 1), 1
    return _token("unknown", piece.text, cut, i, 1), 1


def _longest(cut: Sequence[Piece], i: int, known: Lexicon) -> tuple[Meaning | None, int]:
    for used in range(min(known.longest, len(cut) - i), 0, -1):
        meaning = known.phrases.get(tuple(p.text for p in cut[i : i + used]))
        if meaning is not None and not _ends_a_range(cut, i, used):
            return meaning, used
    return None, 0


def _ends_a_range(cut: Sequence[Piece], i: int, used: int) -> bool:
    """ "bars 1 to 11": between two numbers "to 11" is no saying."""
    last = cut[i + used - 1]
    return used > 1 and i > 0 and last.value is not None and cut[i - 1].value is not None


def _token(kind: str, value: Any, cut: Sequence[Piece], i: int, used: int) -> Token:
    span = cut[i : i + used]
    return Token(kind, value, span[0].start, span[-1].end, " ".join(p.text for p in span))
