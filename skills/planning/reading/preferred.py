"""Preferred: "house instead of lofi" names the one thing that is wanted and another that is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_GLUE = ("filler", "art", "the", "some", "version")
_ENDS = ("comma", "dot", "but")
_WAYS = (
    ("faster", "slower"), ("louder", "quieter"), ("higher", "lower"), ("longer", "shorter"),
    ("style",), ("effect",),
)  # fmt: skip
_LEVEL = ("mute", "unmute", "solo", "louder", "quieter", "effect")
_HEARD = ("stem", "played", "player", "unsupported")
_THAN = {"than": {"rather", "sooner", "better", "more"}, "to": {"prefer"}, "over": {"prefer"}}
_BEYOND = ("over", ">", ">>", "better", "beats", "above")


def preferred(tokens: list[Token]) -> list[Token]:
    """The tokens; what something is wanted instead of, and the words that say so, mean nothing any more."""
    out = list(tokens)
    for i in range(len(tokens)):
        end = _passed_over(tokens, i)
        if end is not None and _has_other(tokens, i, end):
            out[i : end + 1] = [replace(t, kind="filler") for t in tokens[i : end + 1]]
        elif end is None and _rather(tokens, i):
            last = _next(tokens, i)
            out[i : last + 1] = [replace(t, kind="filler") for t in tokens[i : last + 1]]
    return out


def _next(tokens: Sequence[Token], i: int) -> int:
    """Where the next token is that means something; the end when there is none."""
    return next((n for n in range(i + 1, len(tokens)) if tokens[n].kind not in _GLUE), len(tokens))


def _back(tokens: Sequence[Token], i: int) -> int:
    return next((n for n in range(i - 1, -1, -1) if tokens[n].kind not in _GLUE), -1)


def _passed_over(tokens: Sequence[Token], i: int) -> int | None:
    """Where what is not wanted stands, when such a word is at i ("instead of ...", "rather than ...")."""
    token, after = tokens[i], _next(tokens, i)
    if token.kind == "instead" and token.text == "instead" and after < len(tokens):
        after = _next(tokens, after) if tokens[after].text == "of" else len(tokens)
    elif token.text not in ("rather than", "in place of", *_BEYOND):
        return None
    return after if after < len(tokens) else None


def _rather(tokens: Sequence[Token], i: int) -> bool:
    """ "rather house than lofi", "i prefer house to lofi"."""
    if tokens[i].text not in _THAN:
        return False
    before, after = _back(tokens, i), _next(tokens, i)
    said = any({*t.text.split()} & _THAN[tokens[i].text] for t in tokens[:i])
    if not said or before < 0 or after == len(tokens):
        return False
    pair = (tokens[before].kind, tokens[after].kind)
    return _alike(tokens[before], tokens[after]) or all(kind in _HEARD for kind in pair)


def _has_other(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether a thing of the same kind is wanted, just before or (of "instead of X, Y") after."""
    before, other = _back(tokens, i), tokens[end]
    if other.kind == "effect" and tokens[i].kind == "instead":
        return False  # an effect in the place of another takes over where that one is
    if before >= 0 and tokens[before].kind not in _ENDS and _alike(tokens[before], other):
        return True
    if before >= 0 and tokens[before].kind == other.kind == "stem":
        kinds = {t.kind for t in tokens[:i]}
        return bool(kinds & {*_LEVEL}) and not kinds & {"replace", "add"}
    opens = tokens[i].text not in _BEYOND and all(t.kind in (*_GLUE, *_ENDS) for t in tokens[:i])
    return opens and any(_alike(t, other) for t in tokens[end + 1 :])


def _alike(one: Token, other: Token) -> bool:
    return any(one.kind in way and other.kind in way for way in _WAYS)
