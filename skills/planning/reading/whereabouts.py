"""Whereabouts: loose ways of saying where an edit holds, and of what, put so that the frames know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.mood_words import MARK

_GLUE = ("filler", "art", "the")
_ENDS = ("comma", "dot", "but", "and", "noise")
_OF_PLACE = ("part", "ord", "num", "units")


def whereabouts(tokens: list[Token]) -> list[Token]:
    """The tokens with "verse 2 onward", "v2", "the bass i meant" and the like put plainly."""
    for step in (_numbered, _onward, _to_do, _meant_last, _naught, _filtered, _around):
        tokens = step(tokens)
    return tokens


def _after(tokens: Sequence[Token], i: int) -> Token | None:
    return next((t for t in tokens[i + 1 :] if t.kind not in _GLUE), None)


def _back(tokens: Sequence[Token], i: int) -> Token | None:
    return next((t for t in reversed(tokens[:i]) if t.kind not in _GLUE), None)


_SHORT = {"v": "verse", "ch": "chorus", "c": "chorus", "br": "bridge", "vs": "verse", "chor": "chorus"}
_INTO = ("in", "from", "until", "before", "after", "during", "drop", "remove", "loop", "colon", "the")


def _numbered(tokens: list[Token]) -> list[Token]:
    """ "in v2" is the second verse, "ch1" the first chorus."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        number = after is not None and after.kind == "num" and after.start == token.end
        before = out[-1].kind if out else ""
        section = token.text in _SHORT and (token.text not in ("v", "c", "vs") or before in _INTO)
        if number and section and token.kind in ("unknown", "filler", "noise"):
            token = replace(token, kind="part", value=_SHORT[token.text], text=_SHORT[token.text])
        out.append(token)
    return out


_ONWARD = (
    *("onward", "onwards", "and onward", "and onwards", "on out", "forward", "and on", "and beyond"),
    *("on", "and after", "and after that", "and everything after", "and everything after that"),
)


def _onward(tokens: list[Token]) -> list[Token]:
    """ "verse 2 onward" is from there."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        ends = i + 1 == len(tokens) or tokens[i + 1].kind in _ENDS
        if token.text not in _ONWARD or not i or tokens[i - 1].kind not in ("part", "num") or not ends:
            continue
        start = i
        while start and tokens[start - 1].kind in (*_OF_PLACE, "the"):
            start -= 1
        out[i] = replace(token, kind="filler")
        before = tokens[start - 1] if start else None
        if before is not None and before.kind in ("in", "to", "from"):
            out[start - 1] = replace(before, kind="from")
        else:
            at = tokens[start].start
            return [*out[:start], Token("from", "", at, at, "from"), *out[start:]]
    return out


_DONE = (
    "remove",
    "mute",
    "drop",
    "unmute",
    "louder",
    "quieter",
    "out",
    "back",
    "solo",
    "fade",
    "higher",
    "lower",
)


def _to_do(tokens: list[Token]) -> list[Token]:
    """ "i'd like the drums to drop out": what a stem is to do."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        before, after = _back(tokens, i), tokens[i + 1] if i + 1 < len(tokens) else None
        named = before is not None and before.kind in ("stem", "part", "played")
        if token.text == "to" and named and after is not None and after.kind in _DONE:
            out[i] = replace(token, kind="filler")
    return out


def _meant_last(tokens: list[Token]) -> list[Token]:
    """ "mute the drums, no sorry, the bass i meant": what follows it otherwise."""
    said = [i for i, t in enumerate(tokens) if t.kind not in (*_GLUE, "dot", "comma")]
    if len(said) < 3 or tokens[said[-1]].text not in ("i meant", "i mean", "i ment"):
        return tokens
    last = said[-1]
    start = next((n + 1 for n in range(last - 1, -1, -1) if tokens[n].kind in ("comma", "dot", "correct")), 0)
    named = [t for t in tokens[start:last] if t.kind not in _GLUE]
    if not start or not named or any(t.kind not in ("stem", "part", "ord", "num", "and") for t in named):
        return tokens
    head = start
    while head and tokens[head - 1].kind in ("comma", "dot", "neg", "correct", "noise", *_GLUE):
        head -= 1
    meant = replace(tokens[last], start=tokens[start].start, end=tokens[start].start)
    return [*tokens[:head], tokens[start - 1], meant, *tokens[start:last], *tokens[last + 1 :]]


def _naught(tokens: list[Token]) -> list[Token]:
    """ "zero reverb" is none."""
    out = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        before = _back(tokens, i)
        opens = before is None or before.kind in (*_ENDS, "make", "add", "some")
        if token.text == "zero" and opens and tokens[i + 1].kind in ("effect", "stem", "played"):
            out[i] = replace(token, kind="neg", value="")
    return out


def _filtered(tokens: list[Token]) -> list[Token]:
    """ "filter the vocals" takes their highs, "filter the highs off" takes those."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.text not in ("filter", "filtered", "filtering") or token.kind != "filler":
            continue
        start = next((n + 1 for n in range(i - 1, -1, -1) if tokens[n].kind in _ENDS), 0)
        end = next((n for n in range(i, len(tokens)) if tokens[n].kind in _ENDS), len(tokens))
        clause = [t for n, t in enumerate(tokens[start:end], start) if n != i]
        after = _after(tokens, i)
        bands = [t for t in clause if t.kind == "effect"]
        if bands and after is bands[0] and str(after.value).startswith(MARK):
            out[i] = replace(token, kind="remove")
            out = [replace(t, kind="filler") if t.kind == "out" and n > i else t for n, t in enumerate(out)]
        elif not bands and (_is_thing(after) or _opens(tokens, i)):
            out[i] = replace(token, kind="effect", value="lowpass")
    return out


def _is_thing(token: Token | None) -> bool:
    return token is not None and token.kind in ("stem", "everything", "part")


def _opens(tokens: Sequence[Token], i: int) -> bool:
    before = _back(tokens, i)
    return before is not None and before.kind in ("add", "some")


def _around(tokens: list[Token]) -> list[Token]:
    """ "pan the guitar around in the verses": it moves from side to side."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind != "pan":
            continue
        for n in range(i + 1, min(i + 5, len(tokens))):
            if tokens[n].kind in _ENDS:
                break
            if tokens[n].text.split()[0] == "around":
                out[i] = replace(token, kind="effect", value="auto-pan")
                inside = tokens[n].text == "around in"
                out[n] = replace(
                    tokens[n], kind="in" if inside else "filler", text=tokens[n].text.split()[-1]
                )
    return out
