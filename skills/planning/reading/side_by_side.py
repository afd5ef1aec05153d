"""Side by side: this song and another, told to sound together, are a mash-up though nobody calls it one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from skills.planning.reading.tokens import Token

_THIS = r"(?:this(?: one| song| track)?|it|the (?:song|track)|mine|my (?:song|track))"
_JOIN = (
    r"(?:combin(?:e|ed|ing)|merg(?:e|ed|ing)|mix(?:ed|ing)?|blend(?:ed|ing)?|fus(?:e|ed|ing)|smash(?:ed|ing)?"
    r"|mash(?:ed|ing)?|splic(?:e|ed|ing)|layer(?:ed|ing)?|stack(?:ed|ing)?|marr(?:y|ied)|cross(?:ed)?)"
)
_OVER = r"(?:over|under|on top of|underneath|beneath|onto|behind|against|atop|above|below)"
_THEIRS = r"(?:the (?:\w+ ){1,2}(?:of|from|in) )?"
_BEFORE = re.compile(
    rf"\b{_THIS} (?P<x>x|×|vs\.?|versus|meets) [\"']?$"
    rf"|\b{_JOIN}(?: {_THIS}| these \w+| the \w+| up| together)*"
    rf"(?P<y> (?:with|and|into|onto|over|to)) {_THEIRS}[\"']?$"
)
_UPON = re.compile(rf"\b(?P<z>{_OVER}) {_THEIRS}[\"']?$")
_OURS = r"the (?:vocals?|drums|bass|beat|voice|singer|instrumental)"
_AFTER = re.compile(
    rf"[\"']? ?(?:x|×|vs\.?|versus|meets|with|into|{_OVER}) (?:{_THIS}|these|my|{_OURS})\b[^,.;:!?]*"
    rf"|[\"']? (?:and|plus|&|\+) {_THIS}\b[^,.;:!?]*"
)
_AS_ONE = re.compile(
    rf"\b{_JOIN}\b|\b(?:same time|together|at once|simultaneously|(?:as|into|in) one|one (?:song|track))\b"
)
_HANDED = re.compile(
    r"\b(?:take|grab|use|pull|lift|steal|get|keep)\b[^.;]*"
    r"(?P<h>(?:,| and)? (?:put|lay|drop|stick|place|play|run|set|throw)"
    rf" (?:it|them|that|those)) {_OVER} {_THEIRS}[\"']?$"
)
_STEMS = ("stem", "macro", "beat")
_NAMELESS = ("unknown", "units", "louder", "num", "times")


def with_combined(tokens: Sequence[Token], plain: str) -> list[Token]:
    """The tokens; where another song is to sound with this one, the word that says so is a mash-up's."""
    out = list(tokens)
    if any(t.kind == "mashup" for t in out):
        return out
    at = next((i for i, t in enumerate(out) if t.kind == "title"), None)
    if at is None:
        return _unquoted(out, plain)
    before = plain[: out[at].start]
    joined = _BEFORE.search(before)
    upon = _UPON.search(before)
    if joined is None and upon is not None:
        return _put_upon(out, at, upon.start("z"), _HANDED.search(before))
    after = _AFTER.match(plain, out[at].end)
    if joined is not None:
        return _called(out, max(joined.start("x"), joined.start("y")), at)
    theirs = re.search(r"\b(?:from|of) [\"']?$", before) and any(t.kind in _STEMS for t in out[:at])
    if after is not None and theirs:
        return [_idle(t) if after.start() < t.end <= after.end() and t.kind != "stem" else t for t in out]
    if after is not None and (
        not re.match(r"[\"']? (?:and|plus|&|\+)", after.group()) or _AS_ONE.search(plain)
    ):
        out = [_idle(t) if after.start() < t.end <= after.end() and t.kind != "title" else t for t in out]
        out = [_idle(t) if t.kind == "unknown" and t.end <= out[at].start else t for t in out]
        return [*out[:at], _mashup(out[at]), *out[at:]]
    return out


def _idle(token: Token) -> Token:
    return replace(token, kind="filler")


def _mashup(beside: Token) -> Token:
    return Token("mashup", "", beside.start, beside.start, "")


def _called(tokens: list[Token], start: int, title: int) -> list[Token]:
    """The joining word there is the mash-up's."""
    out = list(tokens)
    at = next((i for i, t in enumerate(out) if t.start >= start and i < title), title)
    out = [_idle(t) if i < title and t.kind in _NAMELESS else t for i, t in enumerate(out)]
    return [*out[:at], _mashup(out[at]), *out[at:]]


def _put_upon(tokens: list[Token], title: int, start: int, handed: re.Match[str] | None) -> list[Token]:
    """ "put these vocals over it": stems of this song; without any, the whole song."""
    out = list(tokens)
    at = next((i for i, t in enumerate(out) if t.start >= start), title)
    if handed is not None:
        out = [_idle(t) if handed.start("h") <= t.start < start else t for t in out]
        stems = [i for i, t in enumerate(out[:at]) if t.kind in _STEMS]
        last = stems[-1] if stems else at
        out = [_idle(t) if last < i < at else t for i, t in enumerate(out)]
    out[at] = replace(out[at], kind="by", text="by") if at < title else out[at]
    if any(t.kind in _STEMS for t in out[:at]):
        return out
    return [*out[:at], _mashup(out[at]), *out[at:]]


def _unquoted(tokens: list[Token], plain: str) -> list[Token]:
    """ "this x paper lanterns": a name that no one quoted, where nothing else can follow."""
    for i, token in enumerate(tokens):
        joined = _BEFORE.search(plain[: token.start]) if token.kind == "unknown" else None
        if joined is not None and tokens[i - 1].kind in ("units", "some", "unknown", "num", "times", "noise"):
            return _called(tokens, max(joined.start("x"), joined.start("y")), i)
    return tokens
