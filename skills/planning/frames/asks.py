"""Asks: what a sentence asks for, before the plan and the song have been looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from skills.planning.reading.places import Place, Scope
from skills.planning.reading.shapes import Found
from skills.planning.reading.tokens import Quantity, Token

Kind = Literal[
    "tempo", "pitch", "key", "mode", "level", "effect", "less-effect", "style", "less-style",
    "less-step", "layer", "sections", "length", "fade", "less-fade", "loudness", "audible",
    "untouched", "promise", "value", "undo", "redo", "reset", "back", "linked", "missing",
    "keep-or-only", "again", "narrow", "other-place", "gradual", "two-places", "resized", "transition",
    "pan", "duck", "feel", "steady", "moving", "part", "taken", "cover", "mashup", "match", "generate",
    "format",
]  # fmt: skip
Degree = Literal["small", "medium", "big", ""]

VERSION = "version"
"""In the names of a level: an instrumental version or an acapella, which say all that is to be heard."""


@dataclass(frozen=True)
class Ask:
    """One thing that is asked.

    way: +1 more, -1 less, 0 an exact value. quantity: as it was said. degree: "a bit", "a lot".
    names: effects, a style, a tonic and mode, or what is missing. said: the tokens that ask it.
    """

    kind: Kind
    said: tuple[Token, ...] = ()
    way: int = 0
    quantity: Quantity | None = None
    exact: bool = False
    degree: Degree = ""
    names: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    action: str = ""
    count: int | None = None
    scopes: tuple[Scope, ...] = ()
    knobs: tuple[tuple[str, Quantity], ...] = ()
    instead: bool = False

    def within(self, scope: Scope, said: Token) -> Ask:
        """This ask, there only."""
        return replace(self, scopes=(*self.scopes, scope), said=(*self.said, said))


def quantity(found: Found, *names: str) -> Quantity | None:
    """The quantity of the first of those groups that was met."""
    token = found.one(*names)
    return token.value if token and isinstance(token.value, Quantity) else None


def degree(found: Found, *names: str) -> Degree:
    """How much, in words; "" when it was not said."""
    token = found.one(*names)
    return token.value if token and token.kind == "amt" else ""


def ask(kind: Kind, found: Found, **given: Any) -> Ask:
    """An ask for what was found."""
    return Ask(kind=kind, said=found.tokens, **given)


def stems_of(found: Found) -> tuple[str, ...]:
    """The stems that were named."""
    return tuple(n for t in found.tokens if t.kind == "stems" for n in t.value)


def places_of(found: Found) -> tuple[Place, ...]:
    """The places of all tokens that hold some: places, trims and scopes."""
    held = [
        t.value.places if t.kind == "scope" else t.value
        for t in found.tokens
        if t.kind in ("place", "trim", "scope")
    ]
    return tuple(p for places in held for p in places)
