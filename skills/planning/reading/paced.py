"""Paced: a bare number beside a style is its tempo ("techno 130", "130 house")."""

from __future__ import annotations

from collections.abc import Sequence

from skills.planning.reading.tokens import Quantity, Token

_BETWEEN = ("in", "to", "by", "some", "art", "filler", "the", "version", "beatnoun")
_ENDS = ("", "comma", "dot", "and", "but")
_SLOWEST, _FASTEST = 60, 200


def paced(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; such a number has its unit after it."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        out.append(token)
        if _is_pace(token) and ((_ends(tokens, i) and _after_style(tokens, i)) or _before_style(tokens, i)):
            out.append(Token("units", "bpm", token.end - 1, token.end, "bpm"))
    return out


def _is_pace(token: Token) -> bool:
    said = token.value
    if token.kind != "num" or not isinstance(said, Quantity) or said.signed or said.unit:
        return False
    return _SLOWEST <= said.value <= _FASTEST


def _ends(tokens: Sequence[Token], i: int) -> bool:
    return (tokens[i + 1].kind if i + 1 < len(tokens) else "") in _ENDS


def _after_style(tokens: Sequence[Token], i: int) -> bool:
    before = [t.kind for t in tokens[:i] if t.kind not in _BETWEEN]
    return before[-1:] == ["style"]


def _before_style(tokens: Sequence[Token], i: int) -> bool:
    """ "130 techno", at the start of what is said."""
    alone = not i or tokens[i - 1].kind in ("make", "add", "comma", "and", "art")
    return alone and i + 1 < len(tokens) and tokens[i + 1].kind == "style"
