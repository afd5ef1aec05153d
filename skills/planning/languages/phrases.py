"""Phrases: the parts of a verb-last clause, each with the little words that stand after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from skills.planning.languages.clauses import MARKS, VERBS, WAYS
from skills.planning.languages.gloss import english_kind
from skills.planning.reading.shapes import Found, encoded, met, shape
from skills.planning.reading.tokens import Token

_PART = (
    "(ORD (OF? (AND|COMMA)? ORD)* OF? PART|PART OF? ORD|PART NUM(?! OF? UNITS)|PART|HALF"
    "|ORD OF? NUM UNITS|ORD OF? UNITS)"
)
_PARTS = f"({_PART} ((AND|COMMA|OF)+ {_PART})*)"
_STEMS = "(STEM ((AND|COMMA)+ STEM)*)"
_TIME = "(SECS|NUM UNITS (NUM UNITS)?|NUM)"
_MARKS = "(OBJECT|TOPIC|AT|OF|TOO)*"
_MUCH = "(SECS|NUM UNITS (NUM UNITS)?|TIMES NUM|NUM? TIMES|NUM? COUNTS|INTERVALS NUM|NUM? INTERVALS|NUM)"
_CHUNKS = (
    ("range", f"(?P<a>{_PART}|{_TIME}) OF? FROM AT? (?P<b>{_PART}|{_TIME}) UNTIL {_MARKS}"),
    ("range", f"(?P<a>{_TIME}) (THRU|DASH) (?P<b>{_TIME}) {_MARKS}"),
    ("until", f"(ORD|BEGIN) FROM AT? (?P<a>{_PART}|{_TIME}) (?P<w>UNTIL) {_MARKS}"),
    ("open", f"(?P<a>{_PART}|{_TIME}) OF? FROM AT? (ORD|STOP) UNTIL {_MARKS}"),
    ("side", f"(?P<a>{_PARTS}|BEGIN|STOP) OF? (?P<w>BEFORE|AFTER|FROM|UNTIL) {_MARKS}"),
    ("side", f"(?P<a>SECS|NUM UNITS (NUM UNITS)?) OF? (?P<w>BEFORE|AFTER|FROM) {_MARKS}"),
    ("old", "NUM FROM"),
    ("except", f"(?P<a>{_PARTS}|{_STEMS}) AT? (?P<w>EXCEPT) {_MARKS}"),
    ("only", f"(?P<a>{_PARTS}|{_STEMS}|EFFECT) AT? (?P<w>ONLY) {_MARKS}"),
    ("styled", f"(?P<a>STYLE) OF? (?P<b>STEM|BEAT) {_MARKS}"),
    ("scope", f"(?P<a>{_PARTS}) (AT|OF) {_MARKS}"),
    ("part", f"(?P<a>{_PARTS}) {_MARKS}"),
    ("on", f"(?P<a>{_STEMS}) (AT {_MARKS}|OF (?=EFFECT))"),
    ("stem", f"(?P<a>{_STEMS}) OF? (?P<b>LEVEL) {_MARKS}"),
    ("stem", f"(?P<a>{_STEMS}) {_MARKS}"),
    ("effect", f"(?P<a>EFFECT ((AND|COMMA|OF)* EFFECT)*) {_MARKS}"),
    ("key", "(?P<a>KEYNAME MODE?) (AT|UNTIL|FROM)*"),
    ("measure", f"(?P<a>{_MUCH}) OF? (?P<t>(AT|UNTIL)*) TOPIC?"),
    ("degree", f"(?P<a>AMT+) {_MARKS}"),
)
_KEY = re.compile("[a-g](#|b)?(m|maj|min)?")


@dataclass
class Clause:
    """What a clause is made of; every list keeps the order of the words.

    target: whether the measure is where it shall end, not how far it shall go. also: "that too".
    on: whether something is done on or with the stems, not to them.
    onto: stems named after other ones, as what comes in their place.
    limits: "only" or "except" and what it is said of.
    """

    verbs: list[Token] = field(default_factory=list)
    ways: list[Token] = field(default_factory=list)
    degree: list[Token] = field(default_factory=list)
    stems: list[Token] = field(default_factory=list)
    onto: list[Token] = field(default_factory=list)
    level: list[Token] = field(default_factory=list)
    parts: list[Token] = field(default_factory=list)
    effects: list[Token] = field(default_factory=list)
    nouns: list[Token] = field(default_factory=list)
    keys: list[Token] = field(default_factory=list)
    measure: list[Token] = field(default_factory=list)
    limits: list[Token] = field(default_factory=list)
    scopes: list[Token] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    lead: list[Token] = field(default_factory=list)
    target: bool = False
    on: bool = False
    also: bool = False

    def has(self, *kinds: str) -> bool:
        """Whether any verb, way or noun of these kinds is there."""
        return any(t.kind in kinds for t in (*self.verbs, *self.ways, *self.nouns))


def word(english: str, near: Token) -> Token:
    """An English word that nothing stands for, beside that token."""
    return Token(english_kind(english), english, near.start, near.end, "")


def parsed(tokens: Sequence[Token]) -> Clause:
    """The parts of a clause."""
    said = [_as_key(t) for t in tokens]
    clause, code, at = Clause(), encoded(said), 0
    while at < len(said):
        name, found = _chunk(said, code, at)
        if found is None:
            _single(clause, said[at])
            at += 1
            continue
        _PUT[name](clause, found)
        clause.also = clause.also or any(t.kind == "too" for t in found.tokens)
        at = found.end
    return clause


def _as_key(token: Token) -> Token:
    """A note that is written in Latin letters ("Am"); a new part is put where a stem is; "x4" is "4 x"."""
    if token.kind == "played":
        return replace(token, kind="stem")
    if token.kind == "units" and token.value == "x":
        return replace(token, kind="times")
    named = token.kind in ("unknown", "art", "filler") and _KEY.fullmatch(str(token.value))
    return replace(token, kind="keyname") if named and token.text.isascii() else token


def _chunk(said: Sequence[Token], code: str, at: int) -> tuple[str, Found | None]:
    for name, pattern in _CHUNKS:
        if shape(pattern).match(code, at):
            return name, met(shape(pattern), said, code, at)
    return "", None


def _range(clause: Clause, found: Found) -> None:
    first, last = _told(found.groups["a"]), _told(found.groups["b"])
    if last[-1].value == "bars":
        first = [last[-1], *(t for t in first if t.value != "bars")]
        last = last[:-1]
    clause.scopes += [word("from", first[0]), *first, word("to", last[0]), *last]


def _open(clause: Clause, found: Found) -> None:
    first = _told(found.groups["a"])
    clause.scopes += [word("from", first[0]), *first]


def _side(clause: Clause, found: Found) -> None:
    what, how = _told(found.groups["a"]), found.groups["w"][0]
    clause.scopes += [how, *what]


def _limit(clause: Clause, found: Found) -> None:
    clause.limits += [found.groups["w"][0], *_told(found.groups["a"])]
    clause.on = found.groups["w"][0].text.endswith("で")


def _styled(clause: Clause, found: Found) -> None:
    clause.nouns += [*found.groups["a"], *found.groups["b"]]


def _place(clause: Clause, found: Found) -> None:
    clause.places += _told(found.groups["a"])


def _part(clause: Clause, found: Found) -> None:
    clause.parts += _and(clause.parts, _told(found.groups["a"]))


def _on(clause: Clause, found: Found) -> None:
    if clause.stems:
        clause.onto += found.groups["a"]
        return
    clause.stems += found.groups["a"]
    clause.on = True


def _stem(clause: Clause, found: Found) -> None:
    clause.stems += _and(clause.stems, list(found.groups["a"]))
    clause.level += found.groups.get("b", ())


def _effect(clause: Clause, found: Found) -> None:
    named = [t for t in found.groups["a"] if t.kind == "effect"]
    clause.effects += _and(clause.effects, [x for t in named for x in (word("and", t), t)][1:])


def _and(before: Sequence[Token], more: list[Token]) -> list[Token]:
    return [word("and", more[0]), *more] if before else more


def _measure(clause: Clause, found: Found) -> None:
    if clause.measure:
        clause.nouns += found.groups["a"]
        return
    clause.measure += _counted(found.groups["a"])
    clause.target = bool(found.groups.get("t"))


_ALONE = {"times": "2", "intervals": "1"}
"""How many are meant where no number stands with it: "倍" is twice, "半音" is one."""


def _counted(said: tuple[Token, ...]) -> list[Token]:
    if said[0].kind in _ALONE:
        return [*(said[1:] or [word(_ALONE[said[0].kind], said[0])]), said[0]]
    return list(said)


def _told(tokens: Sequence[Token]) -> list[Token]:
    """ "サビ の 最後" as "last chorus"; marks are left out."""
    kept = [t for t in tokens if t.kind not in MARKS]
    if [t.kind for t in kept] == ["part", "ord"]:
        kept.reverse()
    return kept


_PUT: dict[str, Callable[[Clause, Found], None]] = {
    "range": _range,
    "open": _open,
    "until": _side,
    "side": _side,
    "except": _limit,
    "only": _limit,
    "styled": _styled,
    "scope": _place,
    "part": _part,
    "on": _on,
    "stem": _stem,
    "effect": _effect,
    "measure": _measure,
    "old": lambda c, f: None,
    "key": lambda c, f: c.keys.extend(f.groups["a"]),
    "degree": lambda c, f: c.degree.extend(f.groups["a"][-1:]),
}
_DROPPED = frozenset(
    (*MARKS, "and", "comma", "noise", "filler", "the", "art", "dash", "colon", "in", "by", "to", "only")
)


def _single(clause: Clause, token: Token) -> None:
    if token.kind in VERBS or token.kind == "new":
        clause.verbs.append(token)
    elif token.kind in WAYS:
        clause.ways.append(token)
    elif token.kind in ("correct", "instead", "but"):
        clause.lead.append(token)
    elif token.kind == "too":
        clause.also = True
    elif token.kind not in _DROPPED:
        clause.nouns.append(token)
