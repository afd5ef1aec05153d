"""Wished: what people ask that no step of a plan can say, told from edits by how they word it.

Clearance judges it. What somebody says is not to happen ("don't change the lyrics") is no wish.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from skills.planning.delta import WISHES
from skills.planning.phrasing.clauses import Stretch, clauses, without
from skills.planning.vocabulary.lexicon import lexicon, split
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import Patterns, sentences
from skills.rights.judgement import Wish

_CLAUSE_WIDE: tuple[Wish, ...] = ("omit-credit", "clone-voice", "hide-ai-label")
"""Wishes that all of their clause tells about; the others leave what was said before them."""
_SAYS_NO: tuple[Wish, ...] = ("omit-credit", "hide-ai-label")
"""Wishes that are worded with a "no" themselves."""
_ABOUT_IT = re.compile(
    r"^\s*(?:\w+ )?(?:put|use|add|lay|drop|place|mix|sing|do) (?:it|that|them|him|her)\b|^\s*(?:let|have) "
)
_MASHED = re.compile(r"\bmash")
_QUOTED = re.compile(r"\"[^\"]*\"")


class _Said(NamedTuple):
    """Where a wish stands in the words, and where the "don't" before it begins, if there is one."""

    wish: Wish
    start: int
    end: int
    declined_at: int | None


def wishes_in(plain: str) -> tuple[Wish, ...]:
    """What the words wish that clearance must judge, each once."""
    found = {said.wish for said in _said(plain) if said.declined_at is None}
    if _is_of_somebody(_without_songs(plain)):
        found.add("clone-voice")
    return tuple(wish for wish in WISHES if wish in found)


def declines(plain: str) -> bool:
    """Whether the words name such a wish only to say that it is not to happen."""
    return any(said.declined_at is not None for said in _said(plain))


def without_wishes(text: Text) -> Text:
    """The text without the wishes in it, and the clauses that go on about one ("put it over")."""
    gone: list[Stretch] = [*_of_clauses(text.plain)]
    for said in _said(text.plain):
        if said.declined_at is not None:
            gone.append((said.declined_at, said.end))
        elif said.wish not in _CLAUSE_WIDE:
            gone.append((said.start, _clause_at(text.plain, said.end - 1)[1]))
    return without(text, gone)


def _of_clauses(plain: str) -> list[Stretch]:
    """The clauses that hold a wish which takes all of its clause."""
    gone, before = [], False
    wished = {*wishes_in(plain)}.intersection(_CLAUSE_WIDE)
    for start, end in clauses(plain) if wished else ():
        held = bool(wished & {*wishes_in(plain[start:end])})
        before = held or (before and bool(_ABOUT_IT.search(plain[start:end])))
        if before:
            gone.append((start, end))
    return gone


@lru_cache(maxsize=64)
def _said(plain: str) -> tuple[_Said, ...]:
    patterns: Patterns = {**sentences("policy"), **sentences("wished")}
    return tuple(
        _Said(wish, *found.span(), None if wish in _SAYS_NO else _declined_at(plain, found.start()))
        for wish in WISHES
        for found in patterns[wish].finditer(plain)
    )


def _declined_at(plain: str, start: int) -> int | None:
    """Where the "don't" begins that stands right before this place, in the same clause."""
    opening = _clause_at(plain, start)[0]
    before = plain[opening:start].rstrip()
    for no in sentences("wished", table="declined")["declined"].finditer(before):
        if no.end() == len(before):
            return opening + no.start()
    return None


def _clause_at(plain: str, place: int) -> Stretch:
    return next(((a, b) for a, b in clauses(plain) if a <= place < b), (place, place + 1))


def _without_songs(plain: str) -> str:
    """The words without the quoted titles of a mash-up: its vocals are of a song, not of a person."""
    return _QUOTED.sub("", plain) if _MASHED.search(plain) else plain


def _is_of_somebody(plain: str) -> bool:
    """Whether somebody is to sing by name; who is no instrument and no common word has one."""
    said = sentences("policy", table="voices")
    if said["famous"].search(plain):
        return True
    return any(_is_name(name) for m in said["voices"].finditer(plain) for name in m.groups() if name)


def _is_name(said: str) -> bool:
    known = lexicon()
    words = [w for w in split(said) if w.isalpha()]
    strange = [w for w in words if w not in known.words and w not in known.common]
    return bool(strange) and (words[0] in strange or len(strange) == len(words) or words[-1] in strange)
