"""Gradual: "speed up gradually", "slowly add echo": changes along the song, and the asks they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.frames.asks import Ask
from skills.planning.frames.cover import Reading
from skills.planning.reading.tokens import Token

_ENDS = ("comma", "dot", "but", "and")
_AT_ONCE = ("tempo", "pitch", "level", "effect", "less-effect", "back", "part", "layer", "pan", "moving")
_SLOWLY = ("slowly", "slow")
_CHANGES = """
louder quieter more less effect up down faster slower lower higher add pan remove unmute swept side make
"""
_CHANGING = frozenset(_CHANGES.split())
_GROWING = ("gets", "getting", "grows", "growing", "grow")
_GROWN = ("louder", "quieter", "faster", "slower", "effect")
_FADES = ("fade", "fadein", "fadeout")
_GLUE = ("the", "art", "filler")


def with_slowly(tokens: Sequence[Token]) -> list[Token]:
    """The tokens; "slowly add echo" and "gets louder" are gradual, "play it slowly" is a tempo."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.text == "slowly" and token.kind == "slower" and _is_gradual(tokens, i):
            out[i] = replace(token, kind="gradual")
        elif token.text in _GROWING and token.kind == "make":
            then = next((t.kind for t in tokens[i + 1 :] if t.kind not in (*_GLUE, "amt")), "")
            out[i] = replace(token, kind="gradual" if then in _GROWN else "make")
        elif token.text == "build up" and token.kind == "part" and _is_raising(tokens, i):
            out[i] = replace(token, kind="up")
    return out


def _is_raising(tokens: Sequence[Token], i: int) -> bool:
    """ "build up the reverb" raises it; the build up is a section."""
    pointed = i > 0 and tokens[i - 1].kind in ("the", "ord")
    after = [t.kind for t in tokens[i + 1 : i + 4] if t.kind not in ("art", "filler")]
    return not pointed and after[:2] in (["the", "effect"], ["the", "stem"])


def _is_gradual(tokens: Sequence[Token], i: int) -> bool:
    start = next((n + 1 for n in range(i - 1, -1, -1) if tokens[n].kind in _ENDS), 0)
    end = next((n for n in range(i + 1, len(tokens)) if tokens[n].kind in _ENDS), len(tokens))
    before = [t.kind for t in tokens[start:i] if t.kind not in _GLUE]
    after = [t.kind for t in tokens[i + 1 : end] if t.kind not in _GLUE]
    if {*before, *after} & {*_FADES}:
        return "stem" in (*before, *after)
    if after and after[0] in _CHANGING:
        return True
    named = bool(before) and before[-1] not in ("play", "make")
    return named and not (after and after[0] == "some") and bool({*before} & (_CHANGING - {"make", "add"}))


def marked(
    readings: Sequence[Reading], words: Sequence[Token], said: Sequence[Token], taken: set[int]
) -> tuple[list[Reading], set[int]]:
    """The readings with those asks marked that share a clause with one of these words.

    A fade goes gradually anyway, so nothing of it changes. "over 8 bars" tells how long such a change is.
    """
    out, taken = list(readings), set(taken)
    ends = [t.start for t in said if t.kind in _ENDS]
    for word in words:
        for n, reading in enumerate(out):
            first = said[reading.start].start
            low, high = sorted((first, word.start))
            if reading.ask.kind in _AT_ONCE and not any(low < end < high for end in ends):
                ask = _moving(replace(reading.ask, said=(*reading.ask.said, word)))
                out[n] = replace(reading, ask=ask)
    for n, reading in enumerate(out):
        if reading.ask.kind == "moving":
            out[n], more = _lasting(reading, said, taken)
            taken |= more
    return out, taken


def _moving(ask: Ask) -> Ask:
    """What is asked to happen little by little; a tempo or a pitch has its own way of it."""
    if ask.kind == "level":
        way = {"mute": "out", "solo": ""}.get(ask.action, "louder" if ask.way > 0 else "quieter")
        return replace(ask, kind="moving" if way else "gradual", names=("level",), action=way)
    across = next((way for words, way in _ACROSS.items() if any(words in t.text for t in ask.said)), "")
    if ask.kind == "effect" and ask.names == ("auto-pan",) and across:
        return replace(ask, kind="moving", names=("pan",), action=f"across-{across}")
    if ask.kind == "effect":
        return replace(ask, kind="moving", action="less" if ask.way < 0 else "more")
    if ask.kind == "less-effect":
        return replace(ask, kind="moving", action="less")
    if ask.kind == "pan":
        return replace(ask, kind="moving", names=("pan",))
    if ask.kind == "moving":
        return ask
    comes_in = ask.stems and any(t.text in ("bring in", "bring back", "unmute", "bring") for t in ask.said)
    if ask.kind in ("back", "part", "layer"):
        return replace(ask, kind="moving", names=("level",), action="in") if comes_in else ask
    return replace(ask, kind="gradual", names=(ask.kind,))


def _lasting(reading: Reading, said: Sequence[Token], taken: set[int]) -> tuple[Reading, set[int]]:
    """How many bars the change takes: the first such measure after it in its clause."""
    if reading.ask.count is not None:
        return reading, set()
    for i in range(reading.end, len(said)):
        if said[i].kind in ("comma", "dot", "but") or any(said[i].kind == k for k in _NEXT):
            break
        if said[i].kind == "bars" and i not in taken and 1 <= said[i].value.value <= 64:
            count = int(said[i].value.value)
            ask = replace(reading.ask, count=count, said=(*reading.ask.said, said[i]))
            return replace(reading, ask=ask), {i}
    return reading, set()


_ACROSS = {"left to right": "right", "left ear to the right": "right", "right to left": "left"}
_NEXT = ("add", "remove", "mute", "make", "effect")
