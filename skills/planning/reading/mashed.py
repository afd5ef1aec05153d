"""Mashed: what follows "mash it up with" is the title of another song, quoted or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.side_by_side import with_combined
from skills.planning.reading.tokens import Token

_LEADING = (
    "filler", "art", "the", "up", "some", "and", "by", "in", "to", "colon", "thru", "them", "version", "dash",
    "correct", "add", "instead",
)  # fmt: skip
_NEXT = ("make", "add", "mute", "remove", "keep", "loop", "drop", "play", "neg", "num", "slower", "faster")
_NO_TITLE = ("stem", "macro", "effect", "style", "amt", "more", "less", "beat", "part", "tempo", "title")
_IDLE = ("colon", "units", "unknown", "dash", "noise", "num", "times")
_POINTING = (
    "one", "other", "another", "something", "this", "that", "it", "else", "song", "track", "same", "previous",
)  # fmt: skip


def with_mashed(tokens: Sequence[Token], plain: str) -> list[Token]:
    """The tokens; those after a mash-up's verb up to the end of the clause put together as a title."""
    out: list[Token] = []
    at, tokens = 0, with_combined(tokens, plain)
    while at < len(tokens):
        out.append(tokens[at])
        at += 1
        if out[-1].kind != "mashup":
            continue
        end = _end(tokens, at)
        named = next((i for i in range(at, end) if tokens[i].kind == "title"), None)
        if named is not None:
            out += [replace(t, kind="filler") if t.kind in _IDLE else t for t in tokens[at:named]]
            at = named
            continue
        start = next((i for i in range(at, end) if tokens[i].kind not in _LEADING), end)
        last = next(
            (i for i in range(end, start, -1) if tokens[i - 1].kind not in ("filler", "noise")), start
        )
        if start < last and tokens[start].kind in ("effect", "played"):
            out[-1] = replace(out[-1], kind="add")
        elif start < last and _is_title(tokens[start:last]):
            said = plain[tokens[start].start : tokens[last - 1].end]
            out += tokens[at:start]
            out.append(Token("title", said, tokens[start].start, tokens[last - 1].end, said))
            at = last
    return out


def _end(tokens: Sequence[Token], at: int) -> int:
    """Where the name ends."""
    for i in range(at, len(tokens)):
        then = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        ends = tokens[i].kind in ("comma", "dot", "but")
        if (ends and i > at) or (tokens[i].kind == "and" and then in _NEXT):
            return i
    return len(tokens)


def _is_title(said: Sequence[Token]) -> bool:
    """Whether any word there is no mere pointing, and none of them asks for something else."""
    pointing = all(t.text in _POINTING or t.kind in ("ord", "num", "new", "filler") for t in said)
    return not pointing and said[0].kind not in _NO_TITLE
