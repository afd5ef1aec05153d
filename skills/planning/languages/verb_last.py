"""Verb last: a sentence whose verbs and little words stand last, put the way English has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.languages.clauses import MARKS, clauses
from skills.planning.languages.phrases import parsed, word
from skills.planning.languages.retold import TAKING, Said, settled
from skills.planning.languages.tellers import told
from skills.planning.reading.shapes import encoded, shape
from skills.planning.reading.tokens import Token

_MAY = "can i"
"""A question that asks for leave: only what is asked for tells whether it is one."""

_FRIENDLY = ("filler", "amt", "dot", "comma", "noise", "too", "and", "correct")

VERB_LAST = frozenset({"ja"})
"""Languages whose verbs stand last."""


def recast(said: Sequence[Token], plain: str) -> list[Token]:
    """The tokens of a text in English order, a comma between clauses; a question opens the sentence."""
    said = _with_title(_as_another(said), plain)
    asked = [t for t in said if t.kind == "query"]
    if not asked:
        said = [replace(t, value=".") if t.value == "?" else t for t in said]
    if any(t.value != _MAY for t in asked):
        first = next(t for t in asked if t.value != _MAY)
        return [first, *(t for t in said if t.kind != "query" and t.kind not in MARKS)]
    if all(t.kind in _FRIENDLY or t.kind in MARKS for t in said):
        return [t for t in said if t.kind not in MARKS]
    return [*asked[:1], *_clauses(said)]


def _clauses(said: Sequence[Token]) -> list[Token]:
    out: list[Token] = []
    kept = False
    for clause in clauses(said):
        if kept and any(t.value == "the rest" for t in clause) and any(t.kind in TAKING for t in clause):
            continue
        kept = any(t.kind == "only" for t in clause)
        rest = [t for t in clause if t.kind != "query"]
        english = _told(rest) if rest else []
        if out and english and english[0].kind != "dot":
            out.append(word(",", english[0]))
        out += english
    return out


_ANOTHER = shape("(?<=UNKNOWN) OF STEM (?=(AT|THEN|TOPIC)* (MAKE|REPLACE|THEN|DOT|COMMA|$))")


def _as_another(said: Sequence[Token]) -> list[Token]:
    """ "…の声に" after a name: the voice of somebody who does not sing here."""
    out = list(said)
    for match in reversed(list(_ANOTHER.finditer(encoded(said)))):
        of, stem = said[match.start() : match.end()]
        if stem.value == "vocals":
            out[match.start() : match.end()] = [
                replace(stem, kind="wishes", value="sing like", start=of.start)
            ]
    return out


_TITLE = shape(
    "(?<![^OBJECT TOPIC COMMA DOT THEN])([^OBJECT TOPIC COMMA DOT THEN MASHUP]+?) (AND|AT)* (?=MASHUP)"
)


def _with_title(said: list[Token], plain: str) -> list[Token]:
    """ "夜に駆けるとマッシュアップ": what stands before it is the name of a song, whatever its words mean."""
    out = list(said)
    for match in reversed(list(_TITLE.finditer(encoded(said)))):
        first, last = match.span(1)
        name = said[first:last]
        if any(t.kind == "unknown" and not t.value.startswith('"') for t in name):
            title = plain[name[0].start : name[-1].end]
            out[first:last] = [Token("title", f'"{title}"', name[0].start, name[-1].end, title)]
    return out


def _told(clause: Sequence[Token]) -> list[Token]:
    if clause[-1].kind == "dot" and len(clause) > 1:
        return [*_told(clause[:-1]), clause[-1]]
    parts = settled(parsed(clause))
    return [*parts.lead, *_words(told(parts), clause[0])]


def _words(said: Said, near: Token) -> list[Token]:
    out: list[Token] = []
    for one in said:
        beside = out[-1] if out else next((t for t in said if isinstance(t, Token)), near)
        out.append(word(one, beside) if isinstance(one, str) else one)
    return out
