"""Homonyms: words that are a section or something else, told apart by their neighbours."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.reading.asides import plainly
from skills.planning.reading.drops import with_drops
from skills.planning.reading.loosely import loosely
from skills.planning.reading.middles import with_middles
from skills.planning.reading.paced import paced
from skills.planning.reading.preferred import preferred
from skills.planning.reading.roundabout import roundabout
from skills.planning.reading.settings import with_settings
from skills.planning.reading.terse import tersely
from skills.planning.reading.tokens import Token
from skills.planning.reading.whereabouts import whereabouts
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE

_POINTS = ("the", "ord")
_BEFORE_AN_EFFECT = ("add", "some", "amt", "more", "less", "effect")
_GLUE = ("filler", "art")


def told_apart(tokens: list[Token]) -> list[Token]:
    """The tokens with "drop", "chorus", "solo", "speed" and the like given the kind they have here."""
    tokens = whereabouts(_too(with_middles(preferred(tokens))))
    tokens = with_drops(with_settings(plainly(tersely(loosely(roundabout(tokens))))))
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "drop" and token.text == "drop" and _is_drop_section(tokens, i):
            out[i] = replace(token, kind="part", value="drop")
        elif token.kind == "solo" and _is_solo_section(tokens, i):
            out[i] = replace(token, kind="part", value="solo")
        elif token.text == "chorus" and token.kind == "part" and _is_chorus_effect(tokens, i):
            out[i] = replace(token, kind="effect", value="chorus")
        elif token.text == "second" and token.kind == "ord" and i and tokens[i - 1].kind == "num":
            out[i] = replace(token, kind="units", value="seconds")
        elif token.text == "speed" and not _is_speeding(tokens, i):
            out[i] = replace(token, kind="tempo")
        elif token.text == "mix" and _before(tokens, i) == "effect":
            out[i] = replace(token, kind="knob", value="wet")
        elif token.text == "pop" and token.kind == "style" and _is_popping(tokens, i):
            out[i] = replace(token, kind="effect", value=f"{MARK}punchier")
        elif token.text == "bpm" and token.kind == "units" and not _measures(tokens, i):
            out[i] = replace(token, kind="tempo")
    return paced(out)


_DONE_TO_PARTS = """
remove mute neg loop keep only in after before to play longer shorter make reverse from until replace
unmute except
"""
_DONE_TO_PART = frozenset(_DONE_TO_PARTS.split())


def _is_drop_section(tokens: list[Token], i: int) -> bool:
    """ "the drop", "remove drop 2" and "in drop two"; "drop 2 db" is a verb."""
    back = [t.kind for t in tokens[:i] if t.kind not in (*_GLUE, "the")][-1:]
    number, after = tokens[i + 1 : i + 2], [t.kind for t in tokens[i + 2 : i + 3]]
    counted = bool(number) and number[0].kind == "num" and 1 <= number[0].value.value <= 4
    measured = after in (["units"], ["tempo"], ["intervals"])
    pointed = _before(tokens, i) in _POINTS or (i > 0 and tokens[i - 1].text.endswith(" the"))
    return pointed or (counted and bool(set(back) & _DONE_TO_PART) and not measured)


def _measures(tokens: list[Token], i: int) -> bool:
    """Whether a number stands beside this unit, words without meaning between them aside."""
    back = [t.kind for t in tokens[:i] if t.kind not in _GLUE]
    return back[-1:] == ["num"] or [t.kind for t in tokens[i + 1 : i + 2]] == ["num"]


_OPPOSITE = {
    "faster": "slower", "slower": "faster", "louder": "quieter", "quieter": "louder", "higher": "lower",
    "lower": "higher", "longer": "shorter", "shorter": "longer",
}  # fmt: skip


_ADJECTIVES = ("ed", "y", "ic", "thin", "wet")
"""How words end that tell of an effect that is there: "too distorted", "too echoey"."""
_MENDED = {"lowpass": f"{MARK}brighter", "highpass": f"{MARK}warmer"}
"""What "too muffled" and "too thin" ask for."""
_TOO = {"long": "shorter", "short": "longer"}


def _too(tokens: list[Token]) -> list[Token]:
    """ "too fast" asks for slower; "too" before anything else is "also"."""
    out: list[Token] = []
    for token in tokens:
        if out and out[-1].kind == "too":
            wanted = _OPPOSITE.get(token.kind) or _TOO.get(token.text)
            mended = _MENDED.get(str(token.value)) if token.kind == "effect" else None
            felt = token.kind == "effect" and str(token.value).startswith(MARK)
            told = token.kind == "effect" and not felt and token.text.endswith(_ADJECTIVES)
            out[-1] = replace(
                out[-1], kind="filler" if wanted or felt or mended else "neg" if told else "and"
            )
            turned = f"{OPPOSITE}{str(token.value)[1:]}" if felt else token.value
            token = replace(token, kind=wanted or token.kind, value=mended or turned)
        out.append(token)
    return [replace(t, kind="and") if t.kind == "too" else t for t in out]


_NO_SPEEDING = ("the", "counts", "units", "pct")


def _is_speeding(tokens: list[Token], i: int) -> bool:
    """ "speed this up" is a verb, "half speed" and "at that speed" are not."""
    after = tokens[i + 1 : i + 5]
    return any(t.kind == "up" for t in after) or (
        bool(after) and after[0].kind in ("the", "filler") and _before(tokens, i) not in _NO_SPEEDING
    )


def _is_popping(tokens: list[Token], i: int) -> bool:
    """ "make the snare (really) pop" wants punch, not pop music."""
    back = [t.kind for t in tokens[:i] if t.kind not in (*_GLUE, "amt")]
    return back[-1:] == ["stem"]


def _before(tokens: list[Token], i: int) -> str:
    return tokens[i - 1].kind if i else ""


def _is_solo_section(tokens: list[Token], i: int) -> bool:
    after = [t.kind for t in tokens[i + 1 : i + 4] if t.kind not in (*_GLUE, "the")]
    alone = _before(tokens, i) in ("neg", "remove") and after[:1] in ([], ["comma"], ["and"], ["dot"])
    return alone or (_before(tokens, i) in _POINTS and after[:1] != ["stem"])


def _is_chorus_effect(tokens: list[Token], i: int) -> bool:
    back = i - 1
    while back >= 0 and tokens[back].kind in _GLUE:
        back -= 1
    before = tokens[back].kind if back >= 0 else ""
    after = [t.kind for t in tokens[i + 1 : i + 4] if t.kind not in (*_GLUE, "the")]
    if after[:2] in (["in", "stem"], ["to", "stem"]) and before not in _POINTS:
        return True
    if before == "add" and any(t.kind in ("after", "before", "stop") for t in tokens[i + 1 : i + 5]):
        return False
    if before == "and" and back > 0 and tokens[back - 1].kind == "effect" and tokens[i - 1].kind != "the":
        return True
    return before in _BEFORE_AN_EFFECT
