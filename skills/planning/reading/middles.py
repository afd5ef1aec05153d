"""Middles: "the middle chorus" as the section in the middle, where "in the middle" is a place of sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

MIDDLE = "0"
"""The number of the section in the middle, until the song is looked at."""

_MIDDLES = ("middle", "the middle", "in the middle", "from the middle")


def with_middles(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; "middle" before a section is its number."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1 : i + 2]
        if token.text not in _MIDDLES or not after or after[0].kind not in ("part", "solo", "drop"):
            out.append(token)
            continue
        if token.text.startswith("in "):
            out.append(replace(token, kind="in", value="", text="in"))
        out.append(replace(token, kind="ord", value=MIDDLE))
    return out
