"""Retold: a verb-last clause that is of no special kind in the order of English words."""

from __future__ import annotations

from skills.planning.languages.phrases import Clause, word
from skills.planning.reading.tokens import Token

Said = list[Token | str]
"""English words: tokens of the sentence, and words that nothing in it stands for."""

TAKING = ("remove", "mute", "drop", "neg", "undo")
_OTHERS = (*TAKING, "add", "loop", "unmute", "replace", "reverse")
_TURNED = {"more": "up", "less": "down"}


def settled(c: Clause) -> Clause:
    """The clause with every word where it belongs: levels beside stems, ways that fit what is moved."""
    if c.stems and c.has("level"):
        c.level += [t for t in c.nouns if t.kind == "level"]
        c.nouns = [t for t in c.nouns if t.kind != "level"]
    if c.onto and not c.has("replace", "make"):
        c.stems += [word("and", c.onto[0]), *c.onto]
        c.onto = []
    if c.ways or (c.measure and str(c.measure[0].value)[:1] in "+-"):
        c.nouns = [word("pitch", t) if t.kind == "keyword" else t for t in c.nouns]
    c.ways = [t for t in c.ways if t.kind not in _TURNED] or c.ways
    if c.level or any(t.kind in ("tempo", "pitch", "level") for t in c.nouns):
        c.ways = [word(_TURNED[t.kind], t) if t.kind in _TURNED else t for t in c.ways]
    if c.target and (c.stems or c.effects) and _is_moment(c.measure) and not c.has("finish", "start"):
        c.scopes += [word("from", c.measure[0]), *c.measure]
        c.measure = []
    if c.target and [t.kind for t in c.ways] == ["up"]:
        c.ways = []  # "up to 120" sets a bound in English
    if any(t.value == "want" for t in c.verbs) and (len(c.verbs) > 1 or c.ways or not _things(c)):
        c.verbs = [t for t in c.verbs if t.value != "want"]
    return c


def _is_moment(measure: list[Token]) -> bool:
    """ "1:20に", "1分20秒に": a time of the song."""
    return [t.kind for t in measure] in (["secs"], ["num", "units", "num", "units"])


def _things(c: Clause) -> bool:
    return bool(c.stems or c.parts or c.effects or c.nouns or c.limits or c.measure)


def plain(c: Clause) -> Said:
    """Verb, what it is done to, which way, how far, where."""
    limits: Said = _limits(c)
    parts = [] if c.stems or limits or c.keys or c.effects or _scoping(c) else c.parts
    made: Said = ["make"] if c.ways and (c.stems or parts) and not c.verbs and not c.level else []
    tuned = [t for t in c.nouns if t.kind == "pitch"]
    rest = [t for t in c.nouns if t.kind != "pitch"]
    what: Said = [*limits, *tuned, *c.stems, *parts, *c.level, *rest]
    also: Said = ["also"] if c.also and not (c.verbs or c.ways) else []
    return [*c.verbs, *made, *what, *c.ways, *c.degree, *_by(c), *where(c, parts=not parts), *also]


def where(c: Clause, parts: bool = True) -> Said:
    """The places of a clause, in English after all else; `parts`: the sections that were named, too."""
    out: Said = list(c.scopes)
    placed = [*c.places, *(c.parts if parts else ())]
    if placed:
        out += ["in", *placed]
    if is_limited_place(c) and (c.stems or c.effects or c.nouns):
        out += ["only" if c.limits[0].kind == "only" else "except", "in", *c.limits[1:]]
    return out


def counts(c: Clause) -> bool:
    """Whether the measure is a share or a multiple."""
    return any(t.kind in ("counts", "times") for t in c.measure)


def is_limited_place(c: Clause) -> bool:
    """Whether "only" or "except" was said of a section."""
    return bool(c.limits) and c.limits[-1].kind not in ("stem", "effect")


def _scoping(c: Clause) -> bool:
    """Whether a section is only where something else is done."""
    return any(t.kind not in ("version", "unknown") for t in c.nouns)


def _limits(c: Clause) -> Said:
    """ "only" and "except" where they are said of what the verb is done to."""
    if not c.limits or (is_limited_place(c) and (c.stems or c.nouns)):
        return []
    if c.limits[0].kind == "except":
        return ["everything except", *c.limits[1:]]
    if c.on and is_limited_place(c) and not c.verbs:
        return ["only in", *c.limits[1:]]
    return [*c.limits[1:]] if c.ways or c.has(*_OTHERS) else ["only", *c.limits[1:]]


def _by(c: Clause) -> Said:
    """The measure with the word it needs in English."""
    if not c.measure:
        return []
    said: Said = list(c.measure)
    if c.has("pitch") and len(c.measure) == 1 and c.measure[0].kind == "num":
        said.append("semitones")
    if c.has("finish", "start"):
        return ["at", *said]
    if c.parts and not c.ways and (counts(c) or c.measure[-1].value == "times"):
        return said
    if c.ways and not c.target:
        return ["by", *said]
    return ["to", *said] if c.target else said
