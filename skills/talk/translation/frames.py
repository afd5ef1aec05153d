"""Frames: sentences with named slots, as the files hold them, read into pieces that can be matched."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SLOT = re.compile(r"\{(\w+)(?::([\w:]+))?\}")
TEXT = "text"
_ANY = (TEXT, "named")
WAYS = ("list", "commas", "series", "capital", "named", "sentences")
"""What may stand before a kind and a colon: how texts of that kind are joined, or begin."""


@dataclass(frozen=True)
class Slot:
    """A gap in a frame: its name, and what it may hold ("text", "number", "list:stem" …)."""

    name: str
    kind: str = TEXT


Piece = str | Slot


@dataclass(frozen=True)
class Frame:
    """One English frame and what it becomes: pieces in order, each a literal text or a slot."""

    english: tuple[Piece, ...]
    other: tuple[Piece, ...]

    @property
    def literal_length(self) -> int:
        """How many letters the English frame fixes."""
        return sum(len(piece) for piece in self.english if isinstance(piece, str))

    @property
    def first_word(self) -> str:
        """The word that a text of this frame begins with; "" where a slot can hold it."""
        first = self.english[0]
        word, space, _ = first.partition(" ") if isinstance(first, str) else ("", "", "")
        return word if space or len(self.english) == 1 else ""


def pieces(text: str) -> tuple[Piece, ...]:
    """The literal texts and slots of a frame, in order."""
    found: list[Piece] = []
    at = 0
    for match in _SLOT.finditer(text):
        if match.start() > at:
            found.append(text[at : match.start()])
        found.append(Slot(match[1], match[2] or TEXT))
        at = match.end()
    if at < len(text) or not found:
        found.append(text[at:])
    return tuple(found)


def frame(english: str, other: str) -> Frame:
    """A frame of a file; ValueError where it fixes nothing, or the sides have not the same slots.

    A slot that holds any text must stand on both sides; a translated one may be left out on the right.
    """
    left, right = pieces(english), pieces(other)
    slots = {piece.name: piece for piece in left if isinstance(piece, Slot)}
    told = {piece.name for piece in right if isinstance(piece, Slot)}
    free = {name for name, slot in slots.items() if slot.kind.partition(":")[0] in _ANY}
    if len(free) == len(left):
        raise ValueError(f"“{english}” would fit every text")
    if not free <= told or not told <= set(slots):
        raise ValueError(f"“{english}” and “{other}” have not the same slots")
    odd = [kind for kind in _kinds(left, right) if set(kind.split(":")[:-1]) - set(WAYS)]
    if odd:
        raise ValueError(f"“{english}” has a slot of the unknown kind {odd[0]}")
    return Frame(left, right)


def _kinds(*sides: tuple[Piece, ...]) -> list[str]:
    return [piece.kind for side in sides for piece in side if isinstance(piece, Slot)]
