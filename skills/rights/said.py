"""Said: a sentence about a grant, and the heading it belongs under: may, must not, must, where, how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple, get_args

Kind = Literal["may", "must_not", "must", "asks_first", "where_and_when", "lasts", "to_know"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_WORDS: dict[Kind, str] = {
    "may": "You may",
    "must_not": "You must not",
    "must": "You must",
    "asks_first": "Asks first",
    "where_and_when": "Where, when and for whom",
    "lasts": "How long it lasts",
    "to_know": "Good to know",
}
"""The headings under which the sentences stand, in this order."""


class Said(NamedTuple):
    """One sentence of a term, for people, and the heading it belongs under."""

    kind: Kind
    text: str


def may(text: str) -> Said:
    """What is allowed."""
    return Said("may", text)


def must_not(text: str) -> Said:
    """What is forbidden."""
    return Said("must_not", text)


def must(text: str) -> Said:
    """What is owed for what is allowed."""
    return Said("must", text)


def asks_first(text: str) -> Said:
    """What somebody wants to say yes to before."""
    return Said("asks_first", text)


def where_and_when(text: str) -> Said:
    """What narrows the whole: places, times, people, numbers of remixes."""
    return Said("where_and_when", text)


def lasts(text: str) -> Said:
    """Whether it can be taken back, and what happens then."""
    return Said("lasts", text)


def to_know(text: str) -> Said:
    """What neither allows nor forbids nor asks for anything."""
    return Said("to_know", text)


def by_kind(said: Iterable[Said]) -> dict[Kind, tuple[str, ...]]:
    """The sentences under their headings, in the order of `KINDS`; headings without any are left out."""
    told = tuple(said)
    found = {kind: tuple(one.text for one in told if one.kind == kind) for kind in KINDS}
    return {kind: lines for kind, lines in found.items() if lines}
