"""Order: the words of a sentence put where English has them, by the rules of its language."""

from __future__ import annotations

import re
from dataclasses import replace

from skills.planning.languages.gloss import english_kind
from skills.planning.languages.glossary import glossary
from skills.planning.reading.shapes import encoded, shape
from skills.planning.reading.tokens import Token

_PLACED = re.compile(r"'([^']*)'|(\d)")


def ordered(said: list[Token], language: str) -> list[Token]:
    """The tokens after every rule of the language; a rule names groups, or words to put between them.

    Words that mean nothing are left out first, so that no rule stumbles over them.
    """
    said = _with_sections([t for t in said if t.kind != "noise" or t.value])
    for when, then in glossary(language).order:
        said = _ruled(said, shape(when), then)
    return said


_POINTING = frozenset(("the", "ord", "in", "from", "until", "before", "after", "of", "object"))


def _with_sections(said: list[Token]) -> list[Token]:
    """The tokens; "the drop" and "in the solo" are sections, so that the order of words sees them as such."""
    before = [None, *said]
    return [
        replace(t, kind="part") if t.kind in ("drop", "solo") and b and b.kind in _POINTING else t
        for b, t in zip(before, said, strict=False)
    ]


def _ruled(said: list[Token], pattern: re.Pattern[str], then: str) -> list[Token]:
    code, out, at = encoded(said), [], 0
    for match in pattern.finditer(code):
        if match.end() == match.start():
            continue
        out += said[at : match.start()]
        for words, group in _PLACED.findall(then):
            if group:
                first, last = match.span(int(group))
                out += said[first:last] if first >= 0 else []
            else:
                edge = said[match.end() - 1]
                out.append(Token(english_kind(words), words, edge.start, edge.end, ""))
        at = match.end()
    return [*out, *said[at:]]
