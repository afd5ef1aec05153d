"""Loosely: set phrases whose words mean something else by themselves, put so that the frames know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.mood_words import MARK

_GLUE = ("filler", "art", "the")
_JOINTS = ("comma", "dot", "and", "but")


def loosely(tokens: list[Token]) -> list[Token]:
    """The tokens with "up to 132", "an old radio", "anything but country" and the like as they are meant."""
    for step in (
        _up_to,
        _long_tails,
        _old_things,
        _other_styles,
        _remixes,
        _nothing_more,
        _chops,
        _filters,
        _voices,
        _compared,
        _tracks,
        _solos_out,
    ):
        tokens = step(tokens)
    return tokens


def _kind(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].kind if 0 <= i < len(tokens) else ""


def _clause(tokens: Sequence[Token], i: int) -> list[str]:
    """The kinds before i in its clause."""
    start = next((n + 1 for n in range(i - 1, -1, -1) if tokens[n].kind in _JOINTS), 0)
    return [t.kind for t in tokens[start:i]]


def _chops(tokens: list[Token]) -> list[Token]:
    """ "chop the vocals" cuts them up, "chop the vocals out" takes them away."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = [t for t in tokens[i + 1 :] if t.kind not in _GLUE][:2]
        cut_up = token.kind == "remove" and token.text == "chop" and after and after[0].kind == "stem"
        if cut_up and (len(after) < 2 or after[1].kind not in ("out", "down", "remove")):
            out[i] = replace(token, kind="effect", value="chop")
    return out


def _filters(tokens: list[Token]) -> list[Token]:
    """ "filter the intro" is a lowpass there."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = [t.kind for t in tokens[i + 1 :] if t.kind not in _GLUE][:2]
        opens = not _clause(tokens, i) or set(_clause(tokens, i)) <= {*_GLUE, "make"}
        plain = after[:1] in (["stem"], ["part"], ["ord"], ["everything"])
        if token.text == "filter" and token.kind == "filler" and opens and plain and "out" not in after:
            out[i] = replace(token, kind="effect", value="lowpass")
    return out


_VOICES = {
    "chipmunk": "higher", "helium": "higher", "squeaky": "higher", "mickey mouse": "higher",
    "demon": "lower", "demonic": "lower", "monster": "lower", "deep": "lower", "giant": "lower",
}  # fmt: skip
_LIKENED = {"dry": "~drier", "wet": "reverb"}


def _voices(tokens: list[Token]) -> list[Token]:
    """ "chipmunk vocals" are much higher, "a deep voice" is lower, "dry vocals" have no room around them."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        voice = after is not None and after.kind == "stem" and after.value == "vocals"
        if voice and token.text in _VOICES:
            way = _VOICES[token.text]
            out.append(replace(token, kind="amt", value="big"))
            token = replace(token, kind=way, text="deeper" if way == "lower" else "higher", start=token.end)
        elif _is_likened(token, after) and not any(t.kind in ("keep", "leave") for t in tokens[:i]):
            token = replace(token, kind="effect", value=_LIKENED[token.text])
        out.append(token)
    return out


def _is_likened(token: Token, after: Token | None) -> bool:
    stem = after is not None and after.kind == "stem"
    return stem and token.text in _LIKENED and token.kind in ("alone", "knob")


def _solos_out(tokens: list[Token]) -> list[Token]:
    """ "take the solo out" leaves that section out, "solo out the bass" isolates it."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        if token.text == "solo out" and _kind(tokens, i - 1) == "the":
            middle = token.start + len("solo")
            out.append(replace(token, kind="part", value="solo", text="solo", end=middle))
            token = replace(token, kind="out", text="out", start=middle + 1)
        out.append(token)
    return out


_ALIKE = ("than", "as")


def _compared(tokens: list[Token]) -> list[Token]:
    """ "the vocals louder than the drums" and "as loud as the drums" change only what is named first."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = [n for n in range(i + 1, min(i + 4, len(tokens))) if tokens[n].kind not in _GLUE][:1]
        levelled = any(t.kind in ("louder", "quieter") for t in tokens[:i])
        stems = any(t.kind == "stem" for t in tokens[:i])
        if token.text in _ALIKE and levelled and stems and after and tokens[after[0]].kind == "stem":
            out[after[0]] = replace(tokens[after[0]], kind="filler")
    return out


def _tracks(tokens: list[Token]) -> list[Token]:
    """ "slow the track to 90": the song."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.text == "track" and token.kind == "version" and _kind(tokens, i - 1) == "the":
            out[i] = replace(token, kind="filler")
    return out


_RAISED_KINDS = "tempo level pitch make faster add up effect stem louder higher them"
_RAISED = frozenset(_RAISED_KINDS.split())
_PLAYED_KINDS = "play loop keep from part remove drop only mute start everything in"
_PLAYED = frozenset(_PLAYED_KINDS.split())


def _up_to(tokens: list[Token]) -> list[Token]:
    """ "bring the speed up to 132" is up, and to 132; "keep it up to 1:32" is until then."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        before = set(_clause(tokens, i))
        raised = token.text == "up to" and _kind(tokens, i + 1) == "num" and before & _RAISED
        if raised and token.kind == "until" and not before & _PLAYED:
            middle = token.start + 2
            out.append(replace(token, kind="up", text="up", end=middle))
            out.append(replace(token, kind="to", text="to", start=middle + 1))
        else:
            out.append(token)
    return out


_LONG = {"long": "big", "endless": "big", "short": "small"}


def _long_tails(tokens: list[Token]) -> list[Token]:
    """ "a long reverb" is much of it."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if (
            token.text in _LONG
            and after is not None
            and after.kind == "effect"
            and after.value in ("reverb", "delay")
        ):
            out[i] = replace(token, kind="amt", value=_LONG[token.text])
    return out


_OLD = ("radio", "telephone", "vinyl", "mono", "tape-stop")


def _old_things(tokens: list[Token]) -> list[Token]:
    """ "an old radio" is a radio: how old is in its sound."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = next((t for t in tokens[i + 1 :] if t.kind not in _GLUE), None)
        old = (
            token.kind == "effect"
            and str(token.value).startswith(MARK)
            and token.text.startswith(("old", "vintage"))
        )
        if old and after is not None and after.kind == "effect" and after.value in _OLD:
            out[i] = replace(token, kind="filler")
    return out


def _other_styles(tokens: list[Token]) -> list[Token]:
    """ "anything but country, make it funk": only the style that is wanted is asked for."""
    out = list(tokens)
    styles = [i for i, t in enumerate(tokens) if t.kind == "style"]
    for i in styles:
        before = next((n for n in range(i - 1, -1, -1) if tokens[n].kind not in _GLUE), -1)
        spurned = before >= 0 and (tokens[before].kind == "except" or tokens[before].text in ("not", "never"))
        if spurned and _kind(tokens, i + 1) in _JOINTS and any(n > i for n in styles):
            out[before], out[i] = replace(tokens[before], kind="filler"), replace(tokens[i], kind="filler")
            out[i + 1] = replace(tokens[i + 1], kind="filler")
    return out


def _remixes(tokens: list[Token]) -> list[Token]:
    """ "a house remix, 30 seconds": no verb after the name of a style."""
    named = ("style", "effect", "macro")
    return [
        replace(t, kind="version") if t.text == "remix" and i and tokens[i - 1].kind in named else t
        for i, t in enumerate(tokens)
    ]


_GONE = ("out", "remove", "mute", "drop", "neg")


def _nothing_more(tokens: list[Token]) -> list[Token]:
    """ "take the drums out, nothing else": that is all."""
    last = len(tokens) - 1
    if (
        last < 2
        or tokens[last].kind != "only"
        or _kind(tokens, last - 1) not in ("comma", "and", "dot", "dash")
    ):
        return tokens
    before = [t.kind for t in tokens[:last]]
    told = tokens[last].text.endswith(("else", "more", "all", "it"))
    gone = any(k in _GONE for k in before) and "keep" not in before
    return (
        [*tokens[: last - 1], *(replace(t, kind="filler") for t in tokens[last - 1 :])]
        if told and gone
        else tokens
    )
