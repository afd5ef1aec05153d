"""Renumbered: a number that is taken back for another ("up 2 semitones, wait no, down 2")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_GLUE = ("filler", "art", "the")
_WAYS_KINDS = "up down higher lower faster slower louder quieter more less longer shorter"
_WAYS = frozenset(_WAYS_KINDS.split())
_BETWEEN = ("by", "to", "make", "add", *_GLUE)
_BACK = ("correct", "instead", "neg")
_ENDS = ("comma", "dot", "and", "but")


def renumbered(tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the first of two such numbers; its unit, and what it is of, hold for the second."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        opens = token.kind in _BACK and (token.kind != "neg" or token.text == "no")
        if not opens or (i and tokens[i - 1].kind in _BACK):
            continue
        new = _new_number(tokens, i)
        old = _old_number(tokens, i) if new else None
        if new and old:
            return renumbered(_put(out, old, i, new))
    return out


def _new_number(tokens: Sequence[Token], i: int) -> tuple[int, int, int | None] | None:
    """(its number, where its clause ends, its direction) after the word that takes back at i."""
    at = i
    while at < len(tokens) and tokens[at].kind in (*_BACK, "comma", "dot", *_BETWEEN):
        at += 1
    end = next((k for k in range(at, len(tokens)) if tokens[k].kind in _ENDS), len(tokens))
    said = [k for k in range(at, end) if tokens[k].kind not in _BETWEEN]
    numbers = [k for k in said if tokens[k].kind == "num"]
    ways = [k for k in said if tokens[k].kind in _WAYS]
    if len(numbers) != 1 or len(ways) > 1 or len(said) != 1 + len(ways):
        return None
    return numbers[0], end, ways[0] if ways else None


def _old_number(tokens: Sequence[Token], i: int) -> tuple[int, int, int | None] | None:
    """(its number, the token after it and its unit, its direction) before i."""
    numbers = [k for k in range(i) if tokens[k].kind == "num"]
    if not numbers:
        return None
    at = numbers[-1]
    end = at + 1 + (at + 1 < i and tokens[at + 1].kind == "units")
    if any(tokens[k].kind in ("stem", "part", "effect", "style") for k in range(end, i)):
        return None
    back = next((k for k in range(at - 1, -1, -1) if tokens[k].kind not in _BETWEEN), -1)
    if back >= 0 and tokens[back].kind in _WAYS:
        return at, end, back
    after = next((k for k in range(end, i) if tokens[k].kind in _WAYS), None)
    return at, end, after


def _put(
    tokens: list[Token], old: tuple[int, int, int | None], i: int, new: tuple[int, int, int | None]
) -> list[Token]:
    """The old number out, the new one in, with the unit of the old."""
    number, end, way = tokens[new[0]], new[1], new[2]
    gone = {*range(old[0], old[1]), i}
    if way is not None and old[2] is not None:
        gone.add(old[2])
    kept = [t for k, t in enumerate(tokens[:i]) if k not in gone and (k < old[0] or t.kind not in _ENDS)]
    unit = [replace(u, start=number.end, end=number.end) for u in tokens[old[0] + 1 : old[1]]]
    said = [tokens[way]] if way is not None else []
    if way is None and old[2] is not None and old[2] > old[0]:
        kept = [t for t in kept if t is not tokens[old[2]]]
        return [
            *kept,
            number,
            *unit,
            replace(tokens[old[2]], start=number.end, end=number.end),
            *tokens[end:],
        ]
    return [*kept, *said, number, *unit, *tokens[end:]]
