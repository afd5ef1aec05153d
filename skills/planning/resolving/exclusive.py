"""Exclusive: two styles that are each to be the only one cannot both be had."""

from __future__ import annotations

import re

from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Scene

_BEFORE = re.compile(
    r"\b(?:only|pure(?:ly)?|100 ?(?:%|percent)|complete(?:ly)?|entire(?:ly)?|total(?:ly)?|strictly"
    r"|exclusively|fully|wholly|nothing but|all|(?:everything|all of it)(?: \w+){0,2} (?:to be|be|is))"
    r"(?: (?:in|as|an?|of|made of|played (?:on|with)))?[ ,]*$"
)
_AFTER = re.compile(
    r"^ (?:style |sounds? |instruments? |music )?(?:only|exclusively|and nothing else|through and through)\b"
)


def is_exclusive(ask: Ask, scene: Scene) -> bool:
    """Whether a style is asked for as the only one of the song ("purely acoustic", "8-bit only")."""
    if ask.kind != "style" or ask.places or ask.stems or any(s.places or s.stems for s in ask.scopes):
        return False
    plain, named = scene.text.plain, [t for t in ask.said if t.kind == "style"]
    return any(_BEFORE.search(plain[: t.start]) or _AFTER.search(plain[t.end :]) for t in named)


def both_exclusive(one: Ask, other: Ask, scene: Scene) -> bool:
    """Whether both are styles, not the same, of which each is to be the only one."""
    return one.names != other.names and is_exclusive(one, scene) and is_exclusive(other, scene)
