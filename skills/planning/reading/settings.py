"""Settings: the knobs of an effect in a list after it ("delay: 350 ms, 40% feedback"), tied to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_GLUE = ("filler", "art", "the")
_SEPARATORS = ("comma", "dot", "dash", "noise", "colon", "and")
_SAID = ("to", "in", "some", "by", "stem", "part", "ord", "knob", "num", "units", "version")
_WITHIN = (*_GLUE, *_SEPARATORS, *_SAID)
_IDLE = (*_GLUE, "to", "dash", "noise", "colon", "some")
_MEASURED = ("percent", "milliseconds", "seconds", "hz", "khz", "db")
_NEUTRAL = ("settings", "setting", "params", "parameters", "knobs", "values")


def with_settings(tokens: list[Token]) -> list[Token]:
    """The tokens with "mix" and "time" among an effect's settings as knobs, and no sign between those."""
    out = list(tokens)
    effect: Token | None = None
    for i, token in enumerate(tokens):
        if token.kind == "effect":
            effect = token
        elif effect is not None and token.text in _NEUTRAL:
            out[i] = replace(token, kind="filler")
        elif token.kind not in _WITHIN:
            effect = None
        elif effect is not None:
            out[i] = _setting(token, out, i, str(effect.value))
    return [replace(t, kind="filler") if _is_between(out, i) else t for i, t in enumerate(out)]


def _setting(token: Token, tokens: Sequence[Token], i: int, effect: str) -> Token:
    measured = _near(tokens, i, 1) == "num" or _near(tokens, i, -1) == "units"
    if token.text == "mix" and measured:
        return replace(token, kind="knob", value="wet")
    if token.text == "time" and effect in ("delay", "reverb") and _near(tokens, i, 1) == "num":
        return replace(token, kind="knob", value="delay" if effect == "delay" else "decay")
    return token


def _near(tokens: Sequence[Token], i: int, step: int) -> str:
    """The kind of the next token that way, words that carry nothing aside."""
    i += step
    while 0 <= i < len(tokens) and tokens[i].kind in (*_GLUE, "to", "colon"):
        i += step
    return tokens[i].kind if 0 <= i < len(tokens) else ""


def _is_between(tokens: Sequence[Token], i: int) -> bool:
    """Whether it is a sign before a setting, with an effect and nothing else but settings before it."""
    if tokens[i].kind not in _SEPARATORS or not _is_setting(tokens, i + 1):
        return False
    back = next((t.kind for t in reversed(tokens[:i]) if t.kind not in _WITHIN), "")
    return back == "effect"


def _is_setting(tokens: Sequence[Token], i: int) -> bool:
    """ "feedback 40 %", "40 % feedback", "350 ms"."""
    said = [t for t in tokens[i : i + 8] if t.kind not in _IDLE][:3]
    kinds = [t.kind for t in said]
    if kinds[:2] == ["knob", "num"]:
        return True
    if kinds[:2] != ["num", "units"] or said[1].value not in _MEASURED:
        return False
    return kinds[2:] == ["knob"] or said[1].value == "milliseconds"
