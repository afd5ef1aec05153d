"""Drops: "drop" as what a song is led into ("a drop after the bridge"), told from the verb."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_OPEN = ("comma", "dot", "and", "colon", "then")
_NAMED = ("art", "add", "some", "amt", "style", "new", "more")
_WHERE = ("after", "before")
_INTO = ("into",)
_SMALL = ("filler", "noise")
_NO_NOUN = ("num", "units", "out", "down", "lower", "the", "ord", "everything", "stem", "part", "pct")


def with_drops(tokens: Sequence[Token]) -> list[Token]:
    """The tokens, "drop" a transition where it has an article, or stands before a place with no object.

    "a bass drop" and "a dubstep drop" are such, the stem and the style only their kinds; "drop the bass
    after the bridge", "the drop" and "let the bass drop" are left as they are.
    """
    out: list[Token] = []
    for i, token in enumerate(tokens):
        after = _kind(tokens[i + 1 :])
        if token.text not in ("drop", "drops") or token.kind not in ("drop", "part") or after in _NO_NOUN:
            out.append(token)
            continue
        kind = _stem_before(out)
        before = out[-1 - kind].kind if len(out) > kind else ""
        opens = before in ("", *_OPEN)
        article = before in _NAMED or (kind == 0 and _article(out)) or (kind == 1 and opens)
        placed = opens and token.kind == "drop" and _leads(tokens, i)
        if not (article or placed) or (before == "style" and not after):
            out.append(token)
            continue
        if kind:
            token = replace(token, start=out[-1].start, text=f"{out.pop().text} {token.text}")
        elif before == "style":
            out[-1] = replace(out[-1], kind="unknown", value=out[-1].text)
        out.append(replace(token, kind="transition", value="drop"))
    return out


def _kind(after: Sequence[Token]) -> str:
    return next((t.kind for t in after if t.kind not in _SMALL), "")


def _leads(tokens: Sequence[Token], i: int) -> bool:
    """Whether a place follows at once, and no "it" between that is taken away."""
    after = tokens[i + 1 : i + 2]
    return (
        bool(after)
        and after[0].start - tokens[i].end <= 1
        and (after[0].kind in _WHERE or after[0].text in _INTO)
    )


def _stem_before(out: Sequence[Token]) -> int:
    """1 where the word before is the bass or the beat of a "bass drop"."""
    return int(bool(out) and out[-1].text in ("bass", "beat") and out[-1].kind in ("stem", "played", "beat"))


def _article(out: Sequence[Token]) -> bool:
    return bool(out) and out[-1].text.endswith((" a", " an", " some"))
