"""Clauses: a sentence whose verbs stand last, cut into what is asked one after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from skills.planning.reading.tokens import Token

_VERBS = """
add remove mute unmute keep leave loop play isolate solo drop replace make change start finish undo
redo reset neg reverse pan generate alone mashup
"""
_WAYS = "faster slower up down higher lower louder quieter more less longer shorter"
_NOUNS = """
stem part ord half effect style tempo pitch keyword keyname level length loud fade fadein fadeout macro
everything begin stop transition beat unsupported cover player title file silence played vague them
there melody steady mode unknown
"""
_ENOUGH = """
faster slower fadeout fadein macro undo redo reset style vague wishes unsupported offtopic cover file
steady mashup query
"""
VERBS, WAYS, NOUNS = frozenset(_VERBS.split()), frozenset(_WAYS.split()), frozenset(_NOUNS.split())
MARKS = frozenset(("object", "topic", "at", "of", "then"))
_WHOLE = frozenset(_ENOUGH.split())
_LEADS = ("correct", "instead", "but")
_ENDS = ("dot", "query")
_GRADED = ("effect", "style")
_TEMPO_WORDS = ("tempo", "pitch", "keyword", "level", "length", "loud", "knob")


def clauses(said: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each clause in order; commas that only make a pause or a list stay inside."""
    out: list[list[Token]] = [[]]
    for i, token in enumerate(said):
        rest = said[i + 1 :]
        if token.kind in _LEADS and out[-1] and is_complete(out[-1]):
            out.append([])
        if token.kind == "comma" and not _is_joint(out[-1], rest):
            out.append([])
            continue
        out[-1].append(token)
        if token.kind in _ENDS or _ends(out[-1], rest):
            out.append([])
    return [clause for clause in out if any(t.kind not in MARKS or t.value for t in clause)]


def _is_joint(clause: Sequence[Token], rest: Sequence[Token]) -> bool:
    """A comma after a topic, or between the parts of a list."""
    if not clause or not rest:
        return False
    if clause[-1].kind in ("ord", "correct", "instead", "but"):
        return True
    return not is_complete(clause)


def is_complete(clause: Sequence[Token]) -> bool:
    """Whether that much asks for something already."""
    kinds = [t.kind for t in clause]
    if any(k in _WHOLE for k in kinds):
        return True
    things = [k for k in kinds if k in NOUNS and k not in ("ord", "half")]
    measured = "num" in kinds and ("units" in kinds or any(k in kinds for k in _TEMPO_WORDS))
    if any(t.value in ("bpm", "lufs") for t in clause) and "num" in kinds:
        return True
    said = any(k in VERBS or k in WAYS or k in ("amt", "only", "except", "side") for k in kinds)
    return (bool(things) and (said or measured)) or _is_verb_of_itself(clause)


def _is_verb_of_itself(clause: Sequence[Token]) -> bool:
    """ "半音上げて": a way and its measure, or a verb that needs nothing."""
    kinds = {t.kind for t in clause}
    return bool(kinds & WAYS and "num" in kinds) or "longer" in kinds or "shorter" in kinds


def _ends(clause: Sequence[Token], rest: Sequence[Token]) -> bool:
    """Whether the clause ends here: after its last verb, or where a new thing is named after it."""
    if not rest:
        return False
    token, after = clause[-1], rest[0]
    if token.kind == "then":
        return after.kind != "then" and any(t.kind not in MARKS for t in clause)
    if after.kind in ("then", "comma", "dot") or after.kind in _LEADS:
        return False
    new = _is_new(after, rest)
    if token.kind in VERBS:
        return (new or (token.kind == "alone" and after.kind == "num")) and is_complete(clause)
    if token.kind == "at" and len(clause) > 1:
        before = clause[-2].kind
        settled = before in (
            "neg",
            "remove",
            "mute",
            "amt",
            "units",
            "num",
            "style",
            "macro",
            "alone",
            "only",
        )
        return new and (settled or before in WAYS) and is_complete(clause)
    if (
        token.kind in ("amt", "more", "less")
        and after.kind in _GRADED
        and not any(t.kind in _GRADED for t in clause)
    ):
        return False
    if token.kind in WAYS or token.kind == "amt":
        return new and is_complete(clause)
    if token.kind in ("num", "units"):
        return new and _is_tempo(clause) and after.kind not in ("units", *WAYS)
    return False


def _is_new(after: Token, rest: Sequence[Token]) -> bool:
    """Whether what follows names a thing; "units" only where it opens a tempo ("bpm 90")."""
    if after.kind == "units":
        return after.value == "bpm" and len(rest) > 1 and rest[1].kind == "num"
    return after.kind in NOUNS or after.kind in ("wishes", "faster", "slower", "query")


def _is_tempo(clause: Sequence[Token]) -> bool:
    """ "bpm 128" or "128 bpm", all there is of it."""
    kinds = "".join(t.kind[0] for t in clause if t.kind in ("tempo", "num", "units"))
    return bool(re.fullmatch("tnu?|un|nu", kinds)) and any(
        t.kind == "tempo" or t.value == "bpm" for t in clause
    )
