"""Clauses: the stretches of a sentence between its joints, and how to leave some of them out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from skills.planning.vocabulary.normalise import Text

Stretch = tuple[int, int]

_JOINT = re.compile(
    r"[.;!?,<>{}\[\]\"]+(?!\d)|(?<=\s)#+(?=\s)|//+|&&|--+|\|+|:(?!\d)|"
    r"(?<!\w)(?:and then|and also|and|then|also|but|so that i|after that)(?!\w)"
)


def clauses(plain: str) -> tuple[Stretch, ...]:
    """Every clause as [start, end) of the plain text, in order, without its joints."""
    cuts = [(m.start(), m.end()) for m in _JOINT.finditer(plain)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(plain)]
    return tuple((a, b) for a, b in zip(starts, ends, strict=True) if plain[a:b].strip())


def without(text: Text, stretches: Iterable[Stretch], joint: str = " ") -> Text:
    """The text with those stretches blank, each begun by that joint; what is left stays where it was."""
    plain = text.plain
    for start, end in stretches:
        plain = plain[:start] + joint + " " * (end - start - 1) + plain[end:]
    return replace(text, plain=plain)
