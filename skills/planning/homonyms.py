"""Homonyms: words that are a section or something else, told apart by their neighbours."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.tokens import Quantity, Token

_POINTS = ("the", "ord")
_BEFORE_AN_EFFECT = ("add", "some", "amt", "more", "less", "effect")
_GLUE = ("filler", "art")


def told_apart(tokens: list[Token]) -> list[Token]:
    """The tokens with "drop", "chorus", "solo", "speed" and the like given the kind they have here."""
    tokens = _asides(_ways(_shares(_too(_roughly(tokens)))))
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind == "drop" and token.text == "drop" and _before(tokens, i) in _POINTS:
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
        elif token.text == "bpm" and token.kind == "units" and not _measures(tokens, i):
            out[i] = replace(token, kind="tempo")
    return out


def _measures(tokens: list[Token], i: int) -> bool:
    """Whether a number stands beside this unit, words without meaning between them aside."""
    back = [t.kind for t in tokens[:i] if t.kind not in _GLUE]
    return back[-1:] == ["num"] or [t.kind for t in tokens[i + 1 : i + 2]] == ["num"]


_SHARES = {"a third": 100 / 3, "a quarter": 25.0, "a fourth": 25.0, "a fifth": 20.0, "a sixth": 100 / 6,
           "a half": 50.0, "half": 50.0, "quarter": 25.0, "a tenth": 10.0, "an eighth": 12.5}  # fmt: skip
_COMPARED = (["faster"], ["slower"], ["louder"], ["quieter"])
_SHARED = ("faster", "slower", "tempo", "louder", "quieter", "level")


def _shares(tokens: list[Token]) -> list[Token]:
    """ "slower by a fifth" is a share; of the pitch a fifth is an interval."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        share = _SHARES.get(token.text)
        starts = (n + 1 for n in range(i) if tokens[n].kind in ("comma", "dot", "and"))
        clause = [t.kind for t in tokens[max(starts, default=0) : i]]
        after = [t.kind for t in tokens[i + 1 : i + 2]]
        by = clause[-1:] == ["by"] and bool(set(clause) & set(_SHARED))
        if share and "pitch" not in clause and (by or after[:1] in _COMPARED):
            out[i] = replace(token, kind="pct", value=Quantity(share, "percent", share))
    return out


def _roughly(tokens: list[Token]) -> list[Token]:
    """ "90ish bpm": nothing stands between a number and its unit; "80s synthwave" is one style.

    "a really subtle" is one amount, a small one.
    """
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = [t.kind for t in tokens[i + 1 : i + 2]]
        if token.kind == "filler" and _before(tokens, i) == "num" and after == ["units"]:
            continue
        if token.kind == "amt" and out and out[-1].kind == "amt":
            small = "small" in (token.value, out[-1].value)
            text = f"{out[-1].text} {token.text}"
            out[-1] = replace(token, value="small" if small else token.value, start=out[-1].start, text=text)
            continue
        if token.kind == "style" and _before(tokens, i) == "style" and out[-1].value == token.value:
            out[-1] = replace(out[-1], end=token.end, text=f"{out[-1].text} {token.text}")
            continue
        out.append(token)
    return out


def _ways(tokens: list[Token]) -> list[Token]:
    """ "over the bass" is on it, "5 through 8" is from one to the other."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = next((t.kind for t in tokens[i + 1 :] if t.kind not in (*_GLUE, "the")), "")
        if token.text in ("over", "across") and after in ("stem", "part", "ord", "everything"):
            out[i] = replace(token, kind="in")
        elif token.text in ("skip", "cut") and after == "to" and _is_placed(tokens, i):
            out[i] = replace(token, kind="start")
        elif token.text in ("through", "thru") and _before(tokens, i) == after == "num":
            out[i] = replace(token, kind="thru")
    return out


def _is_placed(tokens: list[Token], i: int) -> bool:
    """Whether "to" and a section follow."""
    after = [t.kind for t in tokens[i + 1 :] if t.kind not in (*_GLUE, "the")]
    return after[1:2] == ["part"] or after[1:3] == ["ord", "part"]


_OPENS = ("", "comma", "dot", "and", "but")
_COUNTED = ("part", "num", "units", "half", "ord", "and", "")


def _asides(tokens: list[Token]) -> list[Token]:
    """ "no, ..." takes back, "first, ..." counts the wishes, "keep everything but ..." only says but."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = next((t.kind for t in tokens[i + 1 :] if t.kind not in (*_GLUE, "the")), "")
        if token.text == "no" and token.kind == "neg" and after == "comma":
            out[i] = replace(token, kind="correct")
        elif token.text == "first" and token.kind == "ord" and _before(tokens, i) in _OPENS:
            counts = after in _COUNTED or any(t.kind == "ord" for t in tokens[i + 1 : i + 4])
            out[i] = token if counts else replace(token, kind="filler")
        elif token.kind == "except" and _before(tokens, i) == "keep" and after not in _EXCEPTED:
            out[i - 1], out[i] = replace(tokens[i - 1], kind="filler"), replace(token, kind="but")
        elif (
            token.text == "it" and _before(tokens, i) in _SILENCING and any(t.kind == "stem" for t in out[:i])
        ):
            out[i] = replace(token, kind="them")
    return out


_SILENCING = ("mute", "unmute", "solo", "isolate")
_EXCEPTED = ("stem", "part", "ord", "in", "from", "effect", "num", "units", "half")


_OPPOSITE = {
    "faster": "slower", "slower": "faster", "louder": "quieter", "quieter": "louder", "higher": "lower",
    "lower": "higher", "longer": "shorter", "shorter": "longer",
}  # fmt: skip


def _too(tokens: list[Token]) -> list[Token]:
    """ "too fast" asks for slower; "too" before anything else is "also"."""
    out: list[Token] = []
    for token in tokens:
        if out and out[-1].kind == "too":
            wanted = _OPPOSITE.get(token.kind)
            out[-1] = replace(out[-1], kind="filler" if wanted else "and")
            token = replace(token, kind=wanted or token.kind)
        out.append(token)
    return [replace(t, kind="and") if t.kind == "too" else t for t in out]


def _is_speeding(tokens: list[Token], i: int) -> bool:
    """ "speed this up" is a verb, "half speed" and "at that speed" are not."""
    after = tokens[i + 1 : i + 5]
    return any(t.kind == "up" for t in after) or (
        bool(after) and after[0].kind in ("the", "filler") and _before(tokens, i) != "the"
    )


def _before(tokens: list[Token], i: int) -> str:
    return tokens[i - 1].kind if i else ""


def _is_solo_section(tokens: list[Token], i: int) -> bool:
    after = [t.kind for t in tokens[i + 1 : i + 4] if t.kind not in (*_GLUE, "the")]
    return _before(tokens, i) in _POINTS and after[:1] != ["stem"]


def _is_chorus_effect(tokens: list[Token], i: int) -> bool:
    back = i - 1
    while back >= 0 and tokens[back].kind in _GLUE:
        back -= 1
    before = tokens[back].kind if back >= 0 else ""
    after = [t.kind for t in tokens[i + 1 : i + 4] if t.kind not in (*_GLUE, "the")]
    if after[:2] in (["in", "stem"], ["to", "stem"]) and before not in _POINTS:
        return True
    if before == "and" and back > 0 and tokens[back - 1].kind == "effect" and tokens[i - 1].kind != "the":
        return True
    return before in _BEFORE_AN_EFFECT
