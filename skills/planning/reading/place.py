"""Place: a part of the song and a scope as they were said, before this song was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

UNNAMED = ("bars", "seconds", "half", "span")
Side = Literal["inside", "after", "before", "from", "until", "through", "outside"]


@dataclass(frozen=True)
class Place:
    """A part of the song as it was said; bars and seconds may count from the end.

    part: a section label, "bars", "seconds", "half" or "span". nth: 0 is the one in the middle. side: the
    part itself, or what lies around it. edges: of a span, the part it begins with and the one it ends with.
    """

    part: str
    nth: int | None = None
    start: float | None = None
    end: float | None = None
    side: Side = "inside"
    edges: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Scope:
    """Where an edit is said to be; `leads` when a colon or its place puts it before the edits."""

    places: tuple[Place, ...] = ()
    stems: tuple[str, ...] = ()
    leads: bool = False
