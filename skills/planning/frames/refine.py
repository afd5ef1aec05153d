"""Refine: an amount or a measure said after an edit belongs to it ("echo on the vocals, just a little")."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.frames.asks import Ask
from skills.planning.frames.cover import Reading
from skills.planning.reading.places import Scope
from skills.planning.reading.tokens import Quantity, Token

_BETWEEN = ("neg", "comma", "only", "to", "dash", "but", "by", "in", "make", "and", "colon")
_MEASURED = {
    "tempo": ("bpm", "pct"),
    "pitch": ("semi",),
    "level": ("db",),
    "fade": ("secs",),
    "effect": ("hz", "pct", "secs"),
}
_TEMPOS = (40, 250)


def refined(said: list[Token], readings: list[Reading], taken: set[int]) -> tuple[list[Reading], set[int]]:
    """The readings with what was left unread right after them, where it can only be meant of them."""
    out = list(readings)
    for i, token in enumerate(said):
        if i in taken:
            continue
        last = _reading_before(said, out, taken, i)
        if last is None:
            continue
        made = _but_not(out[last].ask, token, said[i - 1]) or _with_measure(out[last].ask, token)
        if made is not None:
            out[last] = replace(out[last], ask=replace(made, said=(*made.said, token)))
            taken = taken | {i}
    return out, taken


def _reading_before(said: list[Token], readings: list[Reading], taken: set[int], i: int) -> int | None:
    """The reading that ends before i with nothing but joints between."""
    at = i - 1
    while at >= 0 and at not in taken and said[at].kind in _BETWEEN:
        at -= 1
    if at < 0 or at not in taken:
        return None
    begun = [n for n, r in enumerate(readings) if r.start <= at]
    return begun[-1] if begun else None


def _but_not(ask: Ask, token: Token, before: Token) -> Ask | None:
    """ "louder, but not the drums": all but those; "vocals louder, not the drums" only says so."""
    if token.kind != "stems" or before.kind != "neg" or before.text != "not":
        return None
    if ask.kind not in ("level", "effect", "pitch", "style") or set(token.value) & set(ask.stems):
        return None
    everywhere = not ask.stems and not any(s.stems for s in ask.scopes)
    return ask.within(Scope(stems=("-" + "-".join(token.value),)), token) if everywhere else ask


def _with_measure(ask: Ask, token: Token) -> Ask | None:
    if token.kind == "amt":
        graded = ask.kind in ("tempo", "pitch", "level", "effect", "style", "fade", "layer")
        free = graded and not ask.degree and not ask.quantity and ask.action not in ("mute", "solo")
        return replace(ask, degree=token.value) if free else None
    bare = token.kind == "num" and ask.kind == "tempo" and _TEMPOS[0] <= token.value.value <= _TEMPOS[1]
    if token.kind not in _MEASURED.get(ask.kind, ()) and not bare:
        return None
    said: Quantity = token.value
    if ask.kind == "effect":
        return replace(ask, knobs=(*ask.knobs, ("", said)))
    if ask.quantity or ask.action in ("mute", "solo"):
        return None
    return replace(ask, quantity=said, exact=said.unit in ("bpm", ""))
