"""Terse: short and roundabout ways of saying things, put so that the frames know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_GLUE = ("filler", "art", "the")
_ENDS = ("", "dot", "comma", "and", "but", "noise")


def tersely(tokens: list[Token]) -> list[Token]:
    """The tokens with pronouns, bounds, "hi" and "lo", treble and the like given a plain kind."""
    for step in (
        _paces,
        _silenced,
        _tied,
        _in_a_row,
        _bounds,
        _hi_lo,
        _named_it,
        _bands,
        _heard_over,
        _was,
        _nothing_else,
    ):
        tokens = step(tokens)
    return tokens


def _after(tokens: Sequence[Token], i: int) -> str:
    """The kind of the next token that means something, "" at the end."""
    return next((t.kind for t in tokens[i + 1 :] if t.kind not in _GLUE), "")


def _back(tokens: Sequence[Token], i: int) -> str:
    return next((t.kind for t in reversed(tokens[:i]) if t.kind not in _GLUE), "")


_PACES = {"slowly": "big", "slow": "big", "quickly": "small", "fast": "small", "gently": "big"}
_SONG = ("it", "song", "track", "this", "that")


def _paces(tokens: list[Token]) -> list[Token]:
    """ "fade it out slowly", "make it last 5 minutes", "pan the drums left and the guitar right"."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        kinds = [t.kind for t in tokens[:i]]
        before = tokens[i - 1].text if i else ""
        if token.text in _PACES and any(k.startswith("fade") for k in kinds) and _after(tokens, i) in _ENDS:
            out[i] = replace(token, kind="amt", value=_PACES[token.text])
        elif token.text == "last" and before in _SONG and _after(tokens, i) == "num":
            out[i] = replace(token, kind="length", text="long")
        elif token.text == "right" and {"pan", "side"} & set(kinds) and _back(tokens, i) in ("stem", "units"):
            out[i] = replace(token, kind="side", value="right")
    return out


def _silenced(tokens: list[Token]) -> list[Token]:
    """ "silence all but the drums" is a verb, "2 bars of silence" is none."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        verb = token.text == "silence" and _back(tokens, i) in ("", "and", "comma", "dot", "to")
        if verb and _after(tokens, i) in ("stem", "everything", "except", "part"):
            out[i] = replace(token, kind="mute")
    return out


def _tied(tokens: list[Token]) -> list[Token]:
    """ "drums n bass", "louder n slower"."""
    tied = [0 < i < len(tokens) - 1 and t.text in ("n", "nd") for i, t in enumerate(tokens)]
    return [replace(t, kind="and") if tie else t for t, tie in zip(tokens, tied, strict=True)]


_TAKES_A_LIST = ("mute", "unmute", "remove", "solo", "isolate", "only", "keep", "drop", "neg", "colon")


def _in_a_row(tokens: list[Token]) -> list[Token]:
    """ "mute: drums, vocals" and "drums, bass: off"."""
    out, i = list(tokens), 0
    while i < len(tokens):
        end = i
        while end + 2 < len(tokens) and tokens[end].kind == tokens[end + 2].kind == "stem":
            if tokens[end + 1].kind != "comma":
                break
            end += 2
        opened = _back(tokens, i) in _TAKES_A_LIST and _after(tokens, end) in ("", "dot")
        headed = _back(tokens, i) in ("", "dot") and _after(tokens, end) == "colon"
        if end > i and (opened or headed):
            out[i:end] = [replace(t, kind="and") if t.kind == "comma" else t for t in out[i:end]]
        i = end + 1
    return out


_UNDER, _OVER = (
    ("under", "beneath", "underneath", "below", "less than", "lower than", "shorter than"),
    ("over", "past", "above"),
)
_HIGHEST_TONE = ("hz", "khz")
_TIMED = ("seconds", "minutes", "hours")


def _bounds(tokens: list[Token]) -> list[Token]:
    """ "under 300 hz", "over 5k" and "under 3 minutes"; "everything under 300" is of frequencies too."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        out.append(token)
        if token.text not in (*_UNDER, *_OVER):
            continue
        under, after = token.text in _UNDER, [t for t in tokens[i + 1 :] if t.kind not in _GLUE][:2]
        unit = next((str(t.value) for t in after if t.kind == "units"), "")
        bare = after[:1] and after[0].kind == "num" and not unit and _back(tokens, i) == "everything"
        if unit in _HIGHEST_TONE or bare:
            out[-1] = replace(token, kind="below" if under else "above")
        elif under and (unit in _TIMED or (after[:1] and after[0].kind == "secs")):
            out[-1] = replace(token, kind="limit")
    return out


_HI = ("hi", "high", "max", "maximum", "full")
_LO = ("lo", "low", "min")


def _hi_lo(tokens: list[Token]) -> list[Token]:
    """ "reverb hi", "vox lo", "reverb: max" and "max reverb"."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.text not in (*_HI, *_LO):
            continue
        high, ends = token.text in _HI, _after(tokens, i) in _ENDS
        said = [t.kind for t in tokens[:i] if t.kind not in (*_GLUE, "colon")][-1:]
        if (ends and said == ["effect"]) or (_after(tokens, i) == "effect" and token.kind == "limit"):
            out[i] = replace(token, kind="amt", value="big" if high else "small")
        elif ends and said == ["stem"] and i and tokens[i - 1].kind in ("stem", "colon"):
            out[i] = replace(token, kind="louder" if high else "quieter", text="hi" if high else "lo")
    return out


_DONE_TO_IT = ("remove", "mute", "unmute", "solo", "isolate", "loop", "drop")
_NAMED = ("stem", "part", "units")
_ASKED = ("effect", "style", "correct", "instead", "undo", "redo", "played")


def _named_it(tokens: list[Token]) -> list[Token]:
    """ "i hate the bridge. remove it": what "it" is, where a stem or a part was named before."""
    out: list[Token] = []
    for i, token in enumerate(tokens):
        named = [n for n, t in enumerate(tokens[:i]) if _is_named(t, tokens[n - 1 : n])]
        there = bool(named) and not any(t.kind in _ASKED for t in tokens[named[-1] : i])
        if there and token.kind == "undo" and token.text.split()[-1] in ("it", "that", "out", "off"):
            first = token.text.split()[0]
            if first not in ("undo", "go", "revert", "put", "forget"):
                out += [replace(token, kind="remove"), replace(token, kind="them", start=token.end - 1)]
                continue
        if there and token.text == "it" and _is_done_to(tokens, i):
            token = replace(token, kind="them")
        out.append(token)
    return out


def _is_named(token: Token, before: list[Token]) -> bool:
    the = bool(before) and before[0].kind in ("the", "ord")
    section = token.kind in ("stem", "part") or (the and token.kind in ("solo", "drop"))
    return section or (token.kind == "units" and token.value == "bars")


def _is_done_to(tokens: Sequence[Token], i: int) -> bool:
    """Whether a verb that takes a stem or a part stands before this "it"."""
    verb, after = _back(tokens, i), _after(tokens, i)
    if verb == "make" and tokens[i + 1 : i + 2]:
        level = [t.kind for t in tokens[i + 1 :] if t.kind not in (*_GLUE, "amt")][:1]
        stems_only = any(t.kind == "stem" for t in tokens[:i]) and not any(
            t.kind in (*_DONE_TO_IT, "part", "keep", "only", "tempo") for t in tokens[:i]
        )
        return level in (["louder"], ["quieter"]) and stems_only
    if verb in ("longer", "shorter") and after in _ENDS:
        return any(t.kind == "part" for t in tokens[:i])
    if verb in ("longer", "shorter"):
        return any(t.kind == "units" and t.value == "bars" for t in tokens[i + 1 : i + 6])
    counted = verb == "loop" and after in ("num", "counts", "in", "play")
    return verb in _DONE_TO_IT and (after in (*_ENDS, "out") or counted)


_HIGHS = (
    "the treble",
    "the highs",
    "the high end",
    "the top end",
    "treble",
    "highs",
    "high end",
    "top end",
    "high frequencies",
    "high freqs",
    "hi end",
    "top",
)
_LOWS = ("lows", "low frequencies", "bottom end", "low freqs", "sub frequencies", "rumble", "mud")
_LESS = ("remove", "less", "drop", "down", "neg", "quieter", "mute", "lower")


def _bands(tokens: list[Token]) -> list[Token]:
    """ "cut the highs", "take some treble off": a filter."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        if token.kind != "effect" or token.text not in (*_HIGHS, *_LOWS):
            continue
        before = [n for n in range(i) if tokens[n].kind not in (*_GLUE, "everything", "some", "amt", "in")]
        verb = tokens[before[-1]].kind if before else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        taken_off = verb in ("make", "add") and after is not None and after.kind in ("out", "down")
        if verb not in _LESS and not taken_off:
            continue
        out[before[-1]] = replace(tokens[before[-1]], kind="filler")
        out[i] = replace(token, value="lowpass" if token.text in _HIGHS else "highpass")
        if after is not None and after.kind in ("out", "down"):
            out[i + 1] = replace(after, kind="filler")
    return out


_OVER_THAT = ("over", "behind", "under", "beneath", "above", "by", "because")
_UNHEARD = ("hear", "lost", "buried", "make out", "audible", "drowned")


def _heard_over(tokens: list[Token]) -> list[Token]:
    """ "i can't hear the singer over the guitars": only the singer is to be louder."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        behind = token.text in _OVER_THAT and _after(tokens, i) == "stem"
        unheard = any(t.kind == "louder" and any(w in t.text for w in _UNHEARD) for t in tokens[:i])
        if not behind or not unheard or not any(t.kind == "stem" for t in tokens[:i]):
            continue
        end = i + 1
        while end < len(tokens) and tokens[end].kind in ("stem", "and", *_GLUE):
            end += 1
        out[i:end] = [replace(t, kind="filler") for t in tokens[i:end]]
        return out
    return out


_STATING = ("is", "it's", "its", "was", "currently", "original", "as")


def _was(tokens: list[Token]) -> list[Token]:
    """ "the song is at 120 but i need 124": the first number only says how it is."""
    out = list(tokens)
    numbers = [i for i, t in enumerate(tokens) if t.kind == "num"]
    if len(numbers) != 2 or not all(40 <= tokens[i].value.value <= 250 for i in numbers):
        return out
    first, second = numbers
    stated = any(t.text in _STATING for t in tokens[max(first - 2, 0) : first])
    wanted = any(t.kind in ("add", "make", "to") for t in tokens[first + 1 : second])
    if stated and wanted and not any(t.kind in ("part", "stem") for t in tokens):
        end = first + 1 + (tokens[first + 1].kind == "units")
        out[first:end] = [replace(t, kind="filler") for t in tokens[first:end]]
        if [t.kind for t in tokens[second + 1 : second + 2]] != ["units"]:
            last = tokens[second]
            out.insert(second + 1, Token("units", "bpm", last.end, last.end, ""))
    return out


def _nothing_else(tokens: list[Token]) -> list[Token]:
    """ "drums and bass, nothing else": only those."""
    out: list[Token] = []
    for token in tokens:
        if token.kind == "only" and token.text.endswith(("else", "instruments", "stems", "more")):
            while out and out[-1].kind in ("comma", "and", "dash"):
                out.pop()
            out = _listed(out)
        out.append(token)
    return out


def _listed(tokens: list[Token]) -> list[Token]:
    """Stems at the end of the tokens with commas between them, tied by "and"."""
    out, i = list(tokens), len(tokens) - 1
    while i > 1 and out[i].kind == "stem" and out[i - 1].kind in ("comma", "and"):
        out[i - 1] = replace(out[i - 1], kind="and")
        i -= 2
    return out
