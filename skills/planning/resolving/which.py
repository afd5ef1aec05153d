"""Which: one of several sections was meant ("take out a chorus"), or what no plan can say; asked back."""

from __future__ import annotations

import re

from skills.planning.answers import Clarify, OutOfScope
from skills.planning.frames.asks import Ask
from skills.planning.frames.understand import Understanding
from skills.planning.reading.places import Place
from skills.planning.resolving.scene import Scene
from skills.planning.vocabulary.lexicon import lexicon

_ONE = (
    r"\b(?:one of (?:the|my|our|those|these|its)|any(?: one)? of the|either of the|one|some|any|either|an?)"
)
_ORDER = ("first", "second", "third", "fourth")
_BELOW_ZERO = re.compile(
    r"\bnegative \d+(?:\.\d+)? ?(?:bpm|beats|s|secs?|seconds?|minutes?|mins?|bars?|times|x|percent|%)(?!\w)"
    r"|(?:minus|negative|(?<!\w)-) ?\d+(?:\.\d+)? ?(?:s|secs?|seconds?|minutes?|bars?) (?:long|in length)\b"
    r"|\b(?:length|duration) (?:of |to |= ?)?(?:minus|negative|-) ?\d"
    r"|(?<![\d.,])\b(?:zero|0|no) (?:bpm|beats per minute|tempo)\b"
)


_VERSION = r"\b(?:version|take|mix|remix|v) ?(?:\d+|one|two|three|four|five)(?:'s)?\b"
_TWO_VERSIONS = re.compile(rf"{_VERSION}.*\b(?:with|and|plus|over|from|on)\b.*{_VERSION}")

_ANOTHER_SONG = re.compile(
    r"\b(?:use|take|put|grab|get|give me|add|steal|borrow|want|with|sample|lift|pull|same|bring|drop)\b.*"
    r"\b(?:from|off|out of|of|as in|like in|in)\b (?:(?:that|the|this|my|some|another|a)\b ?)+"
    r"(?:(?:other|different|second|previous|friend's|last) )*(?:song|track|tune|record)"
    r"(?P<told> (?:that )?(?:i|we|you|he|she) \w+)?"
)
_NOT_THIS = re.compile(r"\b(?:other|another|different|friend's|some song|some track)\b")

_BOTH = (
    ("up", "down"),
    ("higher", "lower"),
    ("louder", "quieter|softer"),
    ("faster", "slower"),
    ("longer", "shorter"),
)
_BOTH_WAYS = re.compile(
    "|".join(rf"(?<!not )\b(?:{a} (?:and|but) (?:{b})|(?:{b}) (?:and|but) {a})\b" for a, b in _BOTH)
)


_TWO_TEMPOS = re.compile(
    r"^\W*(?:(?:make|set|put|play|change) )?(?:it|the (?:tempo|bpm|speed)|this|the song)(?: to| at| be)? "
    r"\d{2,3}(?: ?bpm)?,? (?:and|but) (?:also |then )?\d{2,3}(?: ?bpm)?\W*$"
)


def unplayable(plain: str) -> Clarify | OutOfScope | None:
    """What no plan can say: a tempo or a length of less than nothing, parts of versions nobody can tell."""
    other = _ANOTHER_SONG.search(plain)
    if other and (other["told"] or _NOT_THIS.search(other.group())):
        return Clarify(about="which-song", sentence="From which song? Say its title in quotation marks.")
    if _TWO_VERSIONS.search(plain):
        sentence = "I can put stems of versions together, but did not understand which. Say it like this."
        options = ("version 1's drums with version 2's vocals", "go back to version 1")
        return Clarify(about="what", sentence=sentence, options=options)
    if _BOTH_WAYS.search(plain) or _TWO_TEMPOS.search(plain):
        return Clarify(about="contradiction", sentence="Those two do not go together; which one do you mean?")
    if not _BELOW_ZERO.search(plain):
        return None
    return Clarify(about="how-much", sentence="No song is that slow or that short; which number do you mean?")


def one_of_many(read: Understanding, scene: Scene) -> Clarify | None:
    """A question back when one section of several alike is meant, and not said which."""
    for label in dict.fromkeys(p.part for a in read.asks for p in _places(a) if p.nth is None):
        many = [s for s in scene.song.hearing.grid.sections if s.label == label]
        said = _said(label).search(scene.text.plain) if len(many) > 1 else None
        if said:
            return _which(label, said, len(many), scene)
    return None


def _places(ask: Ask) -> tuple[Place, ...]:
    return (*ask.places, *(p for s in ask.scopes for p in s.places))


def _said(label: str) -> re.Pattern[str]:
    names = [" ".join(p) for p, m in lexicon().phrases.items() if m.kind == "part" and m.value == label]
    words = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(rf"{_ONE} (?P<name>{words})\b")


def _which(label: str, said: re.Match[str], count: int, scene: Scene) -> Clarify:
    orders = _ORDER[:count] if count <= len(_ORDER) else (*_ORDER[:3], "last")
    plain = scene.text.plain
    options = tuple(
        f"{plain[: said.start()]}the {order} {label}{plain[said.end() :]}".strip() for order in orders
    )
    sentence = f"This song has {count} {label} sections; which one do you mean?"
    return Clarify(about="which-part", sentence=sentence, options=options)
