"""Roundabout: wants that are told by what is missing, by an arrow or by how it feels now, put as orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE

_GLUE = ("filler", "art", "the", "amt", "some")
_ENDS = ("comma", "dot", "but", "and", "noise")


def roundabout(tokens: list[Token]) -> list[Token]:
    """The tokens with lacks, arrows, complaints and what describes a new part given a plain kind."""
    for step in (_arrows, _lacks, _joining, _brought, _described, _stated):
        tokens = step(tokens)
    return tokens


def _after(tokens: Sequence[Token], i: int) -> Token | None:
    """The next token that means something."""
    return next((t for t in tokens[i + 1 :] if t.kind not in _GLUE), None)


def _back(tokens: Sequence[Token], i: int) -> Token | None:
    return next((t for t in reversed(tokens[:i]) if t.kind not in _GLUE), None)


def _start(tokens: Sequence[Token], i: int) -> int:
    """Where the clause of that token begins."""
    return next((n + 1 for n in range(i - 1, -1, -1) if tokens[n].kind in _ENDS), 0)


def _is_part(token: Token | None) -> bool:
    """Whether it is the name of a part that can be played anew."""
    if token is None:
        return False
    return token.kind == "played" or (token.kind == "stem" and split(token.text) in lexicon().played)


_PLACES = ("part", "ord")
_TAKEN = (
    *("replace", "remove", "mute", "drop", "neg", "less"),
    *("down", "quieter", "keep", "make", "only", "leave"),
)


def _arrows(tokens: list[Token]) -> list[Token]:
    """ "strings -> chorus" puts strings there, "+ strings" and "some strings" add them."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        before, after = _back(tokens, i), _after(tokens, i)
        if token.kind == "colon" and _is_part(before) and after is not None and after.kind in _PLACES:
            out[i] = replace(token, kind="in")
            at = tokens.index(before) if before is not None else i
            out.insert(at, Token("add", "", tokens[at].start, tokens[at].start, ""))
            return out
        opens = before is None or before.kind in ("colon", "comma", "dot")
        if token.text == "+" and token.kind == "and" and _is_part(after) and opens:
            out[i] = replace(token, kind="add")
        if token.text == "some" and i + 1 < len(tokens) and _is_part(tokens[i + 1]):
            clause = [t.kind for t in tokens[_start(tokens, i) : i]]
            taken = set(clause) & set(_TAKEN) or tokens[i + 1].value in ("drums", "bass")
            then = tokens[i + 2].kind if i + 2 < len(tokens) else ""
            out[i] = token if taken or then == "effect" else replace(token, kind="add")
    return out


def _lacks(tokens: list[Token]) -> list[Token]:
    """ "the chorus is missing a choir" wants one; "the bass is missing" wants it heard."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = _after(tokens, i)
        if token.text == "missing" and after is not None and (_is_part(after) or after.kind == "effect"):
            out[i] = replace(token, kind="add")
    return out


_JOINING = (
    *("join", "joins", "joining", "join in", "joins in", "joining in", "come in", "comes in", "coming in"),
    *("enter", "enters", "entering", "kick in", "kicks in", "play along", "playing along"),
)


def _joining(tokens: list[Token]) -> list[Token]:
    """ "have a choir join for the chorus": a choir there."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        before = _back(tokens, i)
        if token.text in _JOINING and before is not None and before.kind == "played":
            out[i] = replace(token, kind="filler")
            for n in range(tokens.index(before)):
                if tokens[n].text in ("have", "get", "make") and tokens[n].kind == "make":
                    out[n] = replace(tokens[n], kind="add")
    return out


def _brought(tokens: list[Token]) -> list[Token]:
    """ "bring a synth melody in for the second verse" adds one."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.text not in ("bring", "have", "get", "put", "drop") or token.kind not in (
            "make",
            "drop",
            "add",
        ):
            continue
        said = [n for n in range(i + 1, len(tokens)) if tokens[n].kind not in _GLUE]
        if not said or not _is_part(tokens[said[0]]):
            continue
        played = tokens[said[0]].kind == "played" and token.kind != "drop"
        new = played or any(t.kind in ("art", "some") for t in tokens[i : said[0]])
        then = tokens[said[1]] if len(said) > 1 else None
        if new and (then is None or then.kind in ("in", "to", "part", *_ENDS)):
            out[i] = replace(token, kind="add")
            after = tokens[said[2]].kind if len(said) > 2 else ""
            if then is not None and then.text == "in" and after not in ("part", "ord", "num"):
                out[said[1]] = replace(then, kind="filler")
    return out


_COLOURED = ("reverb", "delay", "chorus", "phaser", "flanger", "tremolo", "vibrato")


def _described(tokens: list[Token]) -> list[Token]:
    """ "a fat brass section", "a warm reverb": how a new part or an effect sounds is in its name."""
    out = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        mood = token.kind == "effect" and str(token.value).startswith(MARK)
        after = tokens[i + 1]
        added = any(t.kind == "add" for t in tokens[_start(tokens, i) : i])
        named = after.kind == "effect" and not str(after.value).startswith((MARK, OPPOSITE))
        told = named and after.value in _COLOURED and not str(token.value).startswith(OPPOSITE)
        if mood and (told or (_is_part(after) and (after.kind == "played" or added))):
            out[i] = replace(token, kind="filler")
    return out


_FEELING = ("feels", "sounds", "seems", "is", "it's", "are", "feel", "sound", "seem", "they're")
_POOR = """
empty thin bare hollow dull muddy flat lifeless cold weak messy noisy cluttered harsh boomy tinny muffled
boxy sterile shrill brittle naked dry lame hard cramped narrow small plain dead
"""
_POORLY = frozenset(_POOR.split())


def _stated(tokens: list[Token]) -> list[Token]:
    """ "it feels empty" complains as "too empty" does."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        value = str(token.value)
        if token.kind != "effect" or not value.startswith(MARK) or token.text not in _POORLY:
            continue
        said = next(
            (t for t in reversed(tokens[:i]) if t.kind not in ("amt", "art") and t.text != "so"), None
        )
        wished = any(t.kind in ("make", "add", "keep", "neg") for t in tokens[:i])
        if said is not None and said.text in _FEELING and not wished and not value.startswith(OPPOSITE):
            out[i] = replace(token, value=f"{OPPOSITE}{value.removeprefix(MARK)}")
    return out
