"""Verb last: a sentence whose verbs and little words stand last, put the way English has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.languages.clauses import MARKS, clauses
from skills.planning.languages.phrases import Clause, parsed, word
from skills.planning.shapes import encoded, shape
from skills.planning.tokens import Token

_MAY = "can i"
"""A question that asks for leave: only what is asked for tells whether it is one."""

_FRIENDLY = ("filler", "amt", "dot", "comma", "noise", "too", "and", "correct")

VERB_LAST = frozenset({"ja"})
"""Languages whose verbs stand last."""

_TAKING = ("remove", "mute", "drop", "neg", "undo")
_MORE = ("up", "louder", "more", "higher", "longer", "faster", "add")


def recast(said: Sequence[Token]) -> list[Token]:
    """The tokens in English order, a comma between clauses; a question opens the sentence."""
    said = _as_another(said)
    asked = [t for t in said if t.kind == "query"]
    if not asked:
        said = [replace(t, value=".") if t.value == "?" else t for t in said]
    if any(t.value != _MAY for t in asked):
        first = next(t for t in asked if t.value != _MAY)
        return [first, *(t for t in said if t.kind != "query" and t.kind not in MARKS)]
    if all(t.kind in _FRIENDLY or t.kind in MARKS for t in said):
        return [t for t in said if t.kind not in MARKS]
    out = asked[:1]
    kept = False
    for clause in clauses(said):
        if kept and any(t.value == "the rest" for t in clause) and any(t.kind in _TAKING for t in clause):
            continue
        kept = any(t.kind == "only" for t in clause)
        rest = [t for t in clause if t.kind != "query"]
        told = _told(rest) if rest else []
        if len(out) > len(asked[:1]) and told and told[0].kind != "dot":
            out.append(word(",", told[0]))
        out += told
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


def _told(clause: Sequence[Token]) -> list[Token]:
    if clause[-1].kind == "dot" and len(clause) > 1:
        return [*_told(clause[:-1]), clause[-1]]
    c, near = parsed(clause), clause[0]
    if any(t.value == "want" for t in c.verbs) and (len(c.verbs) > 1 or c.ways or not _things(c)):
        c.verbs = [t for t in c.verbs if t.value != "want"]
    for kind, tell in _TELLERS:
        if kind(c):
            return [*c.lead, *_words(tell(c), near)]
    return [*c.lead, *_words(_plain(c), near)]


Said = list[Token | str]


def _words(said: Said, near: Token) -> list[Token]:
    out: list[Token] = []
    for one in said:
        beside = out[-1] if out else next((t for t in said if isinstance(t, Token)), near)
        out.append(word(one, beside) if isinstance(one, str) else one)
    return out


def _things(c: Clause) -> bool:
    return bool(c.stems or c.parts or c.effects or c.nouns or c.limits or c.measure)


def _wished(c: Clause) -> Said:
    """A wish nobody grants: all else in the clause belongs to it."""
    return [t for t in c.nouns if t.kind in ("wishes", "unknown")]


def _left(c: Clause) -> Said:
    """ "ベースはそのまま"."""
    rest: Said = [*c.stems, *c.parts, *c.effects, *c.nouns, *c.limits]
    return ["leave", *rest, "alone", *_where(c, parts=False)] if rest else ["keep", "as it is"]


def _effects(c: Clause) -> Said:
    if c.has("faster", "slower") and [t.value for t in c.effects] == ["vinyl"]:
        return [*_plain(c), "like on a turntable"]
    if c.has(*_TAKING):
        return [*c.verbs, *c.effects, *_on(c), *_where(c)]
    way: Said = []
    if c.ways:
        way = ["more" if any(t.kind in _MORE for t in c.ways[-1:]) else "less"]
    verbs = [] if way else c.verbs
    named = [t for t in c.effects if t.kind == "effect"]
    if len(named) == 2 and c.has("replace", "make"):
        return ["replace", named[0], "with", *c.degree, named[1], *_on(c), *_where(c)]
    known = [t for t in c.nouns if t.kind != "level"]
    often = c.measure if any(t.kind in ("counts", "times") for t in c.measure) else []
    much = [] if often else c.measure
    return [*verbs, *often, *c.degree, *way, *c.effects, *known, *much, *_on(c), *_where(c)]


def _on(c: Clause) -> Said:
    """The stems an effect is on, with "only" and "everything except"."""
    out: Said = ["on", *c.stems] if c.stems else []
    if c.limits and c.limits[-1].kind == "stem":
        said = c.limits[0].kind
        out = ["only", "on", *c.limits[1:]] if said == "only" else ["on", "everything except", *c.limits[1:]]
    return out


def _where(c: Clause, parts: bool = True) -> Said:
    """The places of a clause, in English after all else; `parts`: the sections that were named, too."""
    out: Said = list(c.scopes)
    placed = [*c.places, *(c.parts if parts else ())]
    if placed:
        out += ["in", *placed]
    if _is_limited_place(c) and (c.stems or c.effects or c.nouns):
        out += ["only" if c.limits[0].kind == "only" else "except", "in", *c.limits[1:]]
    return out


def _styles(c: Clause) -> Said:
    if c.has("remove", "neg", "undo", "drop"):
        return [*c.verbs, *(t for t in c.nouns if t.kind == "style")]
    layer = any(t.kind in ("stem", "beat") for t in c.nouns)
    if layer:
        verbs: Said = list(c.verbs) or ["add"]
        return [*verbs, *c.nouns, *_where(c)]
    if c.has("replace"):
        return ["replace", *c.stems, "with", *c.nouns, *_where(c)]
    tempo: Said = [",", "tempo", "to", *c.measure] if c.measure else []
    return ["make", *c.stems, *c.degree, *c.nouns, *_where(c), *tempo]


def _fades(c: Clause) -> Said:
    verbs = [t for t in c.verbs if t.kind in _TAKING]
    if c.stems and not verbs:
        return ["gradually", "make", *c.stems, "quieter", *_where(c)]
    fade = [t for t in c.nouns if t.kind.startswith("fade")]
    over: Said = ["over", *c.measure] if c.measure else []
    where: Said = ["over", *(c.parts or c.places)] if not over and (c.parts or c.places) else []
    return [*verbs, *c.degree, *fade, *over, *where]


def _covers(c: Clause) -> Said:
    """ "ピアノバージョンにして"."""
    rest = [t for t in c.nouns if t.kind not in ("cover", "version")]
    return ["make", "a", *c.stems, *rest, *(t for t in c.nouns if t.kind in ("cover", "version"))]


def _is_cover(c: Clause) -> bool:
    strange = any(t.kind == "unknown" or t.value == "vocals" for t in (*c.nouns, *c.stems))
    return c.has("cover") or (c.has("version") and bool(c.stems) and not strange)


def _mashes(c: Clause) -> Said:
    return [*(t for t in c.verbs if t.kind == "mashup"), "with", *c.nouns, *c.stems]


def _keys(c: Clause) -> Said:
    return ["change", "key", "to", *c.keys]


def _lengths(c: Clause) -> Said:
    """ "30秒にして"."""
    return ["make it", *c.measure, "long"]


def _is_scene(c: Clause) -> bool:
    """ "雨の日に聴きたい感じ": a picture of how it shall sound, and nothing else."""
    painted = [t for t in c.nouns if t.kind == "unknown" and t.value != t.text]
    other = c.stems or c.effects or c.ways or c.measure or c.limits
    return bool(painted) and not other and all(t.kind in ("make", "add", "play") for t in c.verbs)


def _scenes(c: Clause) -> Said:
    return ["make it sound like", *(t for t in c.nouns if t.kind != "version")]


def _is_length(c: Clause) -> bool:
    units = [t.value for t in c.measure]
    timed = any(t.kind == "secs" for t in c.measure) or any(u in ("seconds", "minutes") for u in units)
    idle = all(t.kind in ("make", "loop") for t in c.verbs)
    return timed and idle and not (c.ways or c.stems or c.parts or c.places or c.limits or c.nouns)


def _plain(c: Clause) -> Said:
    verbs = list(c.verbs)
    limits: Said = _limits(c)
    parts = [] if c.stems or limits or c.keys or c.effects or _scoping(c) else c.parts
    if c.has("tempo") and _counts(c) and (c.stems or (c.limits and not _is_limited_place(c))):
        half: Said = ["time"] if c.measure[-1].value in ("half", "double") else []
        return ["make", *c.stems, *c.limits[1:], *c.measure, *half, *_where(c)]
    if c.stems and c.level and _counts(c) and not c.ways:
        return ["make", *c.stems, *c.measure, *c.level, *_where(c)]
    made: Said = ["make"] if c.ways and (c.stems or parts) and not verbs and not c.level else []
    tuned = [t for t in c.nouns if t.kind == "pitch"]
    rest = [t for t in c.nouns if t.kind != "pitch"]
    if c.ways or (c.measure and str(c.measure[0].value)[:1] in "+-"):
        tuned += [word("pitch", t) for t in rest if t.kind == "keyword"]
        rest = [t for t in rest if t.kind != "keyword"]
    kept = _where(c, parts=not parts)
    ways: Said = [t for t in c.ways if t.kind not in ("more", "less")] or list(c.ways)
    if c.has("tempo", "pitch") or c.level or tuned:
        ways = [{"more": "up", "less": "down"}.get(t.kind, t) for t in ways if isinstance(t, Token)]
    if c.target and [t.kind for t in c.ways] == ["up"]:
        ways = []
    if c.stems and not (ways or verbs or c.limits or c.measure) and c.degree:
        return ["make", *c.stems, "louder" if "lot" in str(c.degree[0].value) else "quieter", *kept]
    if c.has("silence", "transition"):
        return [*verbs, *c.measure, *rest, *kept]
    if c.has("play") and c.on and c.stems:
        return ["play it on", *c.stems, *kept]
    if c.has("add") and c.stems and not c.measure:
        much: Said = ["a bit of"] if any(t.kind == "less" for t in c.ways) else list(c.degree)
        return [*verbs[::-1], *much, *c.stems, *rest, *kept]
    said: Said = [*verbs, *made, *limits, *tuned, *c.stems, *parts, *c.level, *rest, *ways, *c.degree]
    also: Said = ["also"] if c.also and not (verbs or ways) else []
    return [*said, *_by(c, bool(tuned)), *kept, *also]


def _counts(c: Clause) -> bool:
    """Whether the measure is a share or a multiple."""
    return any(t.kind in ("counts", "times") for t in c.measure)


def _scoping(c: Clause) -> bool:
    """Whether a section is only where something else is done."""
    return any(t.kind not in ("version", "unknown") for t in c.nouns)


def _is_limited_place(c: Clause) -> bool:
    return bool(c.limits) and c.limits[-1].kind not in ("stem", "effect")


def _limits(c: Clause) -> Said:
    """ "only" and "except" where they are said of what the verb is done to."""
    if not c.limits or (_is_limited_place(c) and (c.stems or c.nouns)):
        return []
    if c.limits[0].kind == "except":
        return ["everything except", *c.limits[1:]]
    other = c.ways or c.has("remove", "mute", "drop", "add", "loop", "neg", "unmute", "replace")
    if c.on and _is_limited_place(c) and not c.verbs:
        return ["only in", *c.limits[1:]]
    return [*c.limits[1:]] if other else ["only", *c.limits[1:]]


def _by(c: Clause, tuned: bool) -> Said:
    if not c.measure:
        return []
    counted = _counts(c) or any(t.value == "times" for t in c.measure)
    said: Said = list(c.measure)
    if tuned and len(c.measure) == 1 and c.measure[0].kind == "num":
        said.append("semitones")
    if c.has("finish", "start"):
        return ["at", *said]
    if c.parts and counted and not c.ways:
        return said
    if c.ways and not c.target:
        return ["by", *said]
    return ["to", *said] if c.target else said


_TELLERS = (
    (lambda c: c.has("wishes"), _wished),
    (lambda c: c.has("mashup"), _mashes),
    (lambda c: c.has("alone"), _left),
    (lambda c: bool(c.effects), _effects),
    (lambda c: c.has("style"), _styles),
    (lambda c: c.has("fade", "fadein", "fadeout"), _fades),
    (_is_cover, _covers),
    (lambda c: bool(c.keys), _keys),
    (_is_scene, _scenes),
    (_is_length, _lengths),
)  # fmt: skip
