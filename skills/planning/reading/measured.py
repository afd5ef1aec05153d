"""Measured: bare numbers in clauses of their own, with the unit that they must have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_GLUE = ("filler", "art", "the")
_JOINTS = ("comma", "dot", "and", "but")
_WAYS = ("up", "down", "higher", "lower")
_PLACED = ("in", "to", "part", "ord", "num")


def measured(tokens: list[Token]) -> list[Token]:
    """The tokens with units after bare numbers ("verse at 90 and chorus at 120", "pitch it up 2")."""
    out: list[Token] = []
    last = ""
    starts = [0, *(i + 1 for i, t in enumerate(tokens) if t.kind in _JOINTS)]
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), len(tokens)], strict=True):
        clause = tokens[start:end]
        said = [t for t in clause if t.kind not in _GLUE]
        unit = _unit(said, last)
        last = unit or _own(said)
        out += _with(clause, unit) if unit else clause
        out += tokens[end : end + 1]
    return out


def _own(said: Sequence[Token]) -> str:
    """What the clause measures by itself: a tempo or a pitch of a part of the song."""
    kinds = [t.kind for t in said]
    units = [str(t.value) for t in said if t.kind == "units"]
    if "num" not in kinds or ("part" not in kinds and "stem" not in kinds):
        return ""
    if "bpm" in units or "tempo" in kinds:
        return "bpm"
    return "semitones" if "semitones" in units else ""


def _unit(said: Sequence[Token], last: str) -> str:
    """The unit of the one bare number in a clause, "" when it has one or nothing tells it."""
    kinds = [t.kind for t in said]
    numbers = [t for t in said if t.kind == "num"]
    if len(numbers) != 1 or {"units", "instead", "correct", "loop", "db"} & set(kinds):
        return ""
    many = abs(numbers[0].value.value)
    moved = bool(set(kinds) & set(_WAYS)) or numbers[0].value.signed
    if "pitch" in kinds and moved and many <= 24 and {"part", "stem"} & set(kinds):
        return "semitones"
    of_place = "part" in kinds and set(kinds) <= {"play", "make", *_PLACED}
    at = any(t.text == "at" for t in said)
    if of_place and not numbers[0].value.signed and 50 <= many <= 220 and (at or last == "bpm"):
        return "bpm"
    again = last == "semitones" and moved and many <= 24 and set(kinds) <= {"stem", *_PLACED, *_WAYS}
    return "semitones" if again else ""


def _with(clause: Sequence[Token], unit: str) -> list[Token]:
    out: list[Token] = []
    for token in clause:
        out.append(token)
        if token.kind == "num":
            out.append(replace(token, kind="units", value=unit, start=token.end, text=""))
    return out
