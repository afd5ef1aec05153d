"""Asides: little words that say how something is meant, read by their neighbours and put plainly."""

from __future__ import annotations

from dataclasses import replace

from skills.planning.reading.tokens import Quantity, Token

_GLUE = ("filler", "art")


def plainly(tokens: list[Token]) -> list[Token]:
    """The tokens with shares, ranges, complaints and asides given the kind they have here."""
    for step in (_sighs, _from_to, _roughly, _subjects, _stated, _shares, _ways, _asides, _taken_back):
        tokens = step(tokens)
    return _merely(tokens)


def _sighs(tokens: list[Token]) -> list[Token]:
    """ "better, now ..." and "ugh too much echo" begin with how somebody feels, and ask nothing with it."""
    if len(tokens) < 3 or tokens[0].text not in _SIGHED:
        return tokens
    sighed = tokens[0].text[0] in "uh" or tokens[1].kind in _PAUSED
    return [replace(tokens[0], kind="filler"), *tokens[1:]] if sighed else tokens


def _merely(tokens: list[Token]) -> list[Token]:
    """ "the bass only a bit quieter": before an amount "just" and "only" leave nothing else out."""
    out = list(tokens)
    for i, token in enumerate(tokens[:-1]):
        if token.text in ("just", "only") and token.kind == "only" and tokens[i + 1].kind == "amt":
            out[i] = replace(token, kind="filler")
    return out


_SPEEDING = ("slower", "faster", "tempo")


def _from_to(tokens: list[Token]) -> list[Token]:
    """ "slow down from 132 to 100": where it comes from is the song's own tempo, and asks for nothing."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        after = [t.kind for t in tokens[i + 1 : i + 4]]
        speeding = any(t.kind in _SPEEDING for t in tokens[:i])
        if speeding and token.kind == "from" and after == ["num", "to", "num"]:
            out[i : i + 2] = [replace(t, kind="filler") for t in tokens[i : i + 2]]
    return out


def _before(tokens: list[Token], i: int) -> str:
    return tokens[i - 1].kind if i else ""


def _last(tokens: list[Token], i: int) -> str:
    """The kind of the last token before i that means something."""
    return next((t.kind for t in reversed(tokens[:i]) if t.kind not in (*_GLUE, "the")), "")


_NEEDING = ("need", "want", "ought", "has", "have", "come", "go", "get", "should", "must", "could")


def _subjects(tokens: list[Token]) -> list[Token]:
    """ "the bass needs to come up": what stands after its subject is no verb of its own."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        empty = _needs(token, out) or (
            token.kind == "everything" and _last(tokens, i) in ("pitch", "make") and _moves(tokens, i)
        )
        out.append(replace(token, kind="filler") if empty else token)
    return out


def _needs(token: Token, before: list[Token]) -> bool:
    """ "needs to", after a stem or a section."""
    if token.kind == "to":
        return bool(before) and before[-1].kind == "filler" and before[-1].text.startswith(_NEEDING)
    verb = token.kind in ("add", "make") and token.text.startswith(_NEEDING)
    return verb and _last(before, len(before)) in ("stem", "part")


def _moves(tokens: list[Token], i: int) -> bool:
    after = next((t.kind for t in tokens[i + 1 :] if t.kind not in _GLUE), "")
    return after in ("up", "down", "higher", "lower", "faster", "slower")


_STATED = {
    "fast": "slower",
    "slow": "faster",
    "loud": "quieter",
    "quiet": "louder",
    "high": "lower",
    "low": "higher",
}
_STATES = ("is", "are", "it's", "sounds", "feels", "they're")


def _stated(tokens: list[Token]) -> list[Token]:
    """ "it's a bit high" complains, and asks for lower."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        wanted = _STATED.get(token.text)
        wished = any(t.kind in ("make", "add", "keep") for t in tokens[:i])
        if wanted is None or wished or token.kind == wanted:
            continue
        back = next((t for t in reversed(tokens[:i]) if t.kind not in ("amt", "art")), None)
        if back is not None and back.text in _STATES:
            out[i] = replace(token, kind=wanted)
    return out


_ONE_OF = ("style", "effect", "macro", "version")
_ORDERS = ("make", "undo", "reset", "replace", "mute", "unmute", "isolate")


def _taken_back(tokens: list[Token]) -> list[Token]:
    """ "no go back" takes back, "a house one" is only house."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if token.text == "no" and token.kind == "neg" and after in _ORDERS:
            token = replace(token, kind="correct")
        elif token.text == "one" and token.kind == "num" and _before(tokens, i) in _ONE_OF:
            token = replace(token, kind="filler")
        out.append(token)
    return out


_SHARES = {"a third": 100 / 3, "a quarter": 25.0, "a fourth": 25.0, "a fifth": 20.0, "a sixth": 100 / 6,
           "a half": 50.0, "half": 50.0, "quarter": 25.0, "a tenth": 10.0, "an eighth": 12.5}  # fmt: skip
_COMPARED = (["faster"], ["slower"], ["louder"], ["quieter"])
_SHARED = ("faster", "slower", "tempo", "louder", "quieter", "level")


def _shares(tokens: list[Token]) -> list[Token]:
    """ "slower by a fifth" is a share; of the pitch a fifth is an interval."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        share = _SHARES.get(token.text)
        if token.kind == "times" and "/" in token.text and token.value.value < 1:
            share = 100 * token.value.value
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
        if (
            token.kind in ("style", "stem")
            and _before(tokens, i) == token.kind
            and out[-1].value == token.value
        ):
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


_SIGHED = ("better", "nicer", "ugh", "urgh", "argh", "meh", "hmm", "hm", "oof", "yikes", "closer", "good")
_PAUSED = ("comma", "dot", "but")
_SILENCING = ("mute", "unmute", "solo", "isolate")
_EXCEPTED = ("stem", "part", "ord", "in", "from", "effect", "num", "units", "half")
