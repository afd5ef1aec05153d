"""Further: sentences that want so much more of what was changed last, in their short form."""

from __future__ import annotations

import re

from skills.planning.phrasing.phrased import respelled
from skills.planning.vocabulary.normalise import normalise
from skills.planning.vocabulary.sentences import sentences

_UP = (
    "raise", "lift", "bump", "boost", "increase", "up", "add", "speed", "crank",
)  # fmt: skip
_DOWN = ("lower", "drop", "reduce", "decrease", "cut", "slow", "shave", "knock")
_DOUBLED = ("tone", "whole")
_PAST = re.compile(r"\b(lower|rais|lift|boost|increas|decreas|reduc|drop|bump|tun|transpos|pitch)p?ed\b")
_BASES = {"rais": "raise", "increas": "increase", "decreas": "decrease", "reduc": "reduce"}
_BASES |= {"tun": "tune", "transpos": "transpose"}
_MANY = r"(?:an? |(?P<many>\d+(?:\.\d+)?|one|two|three|four|five|six|ten) ?)"
_UNIT = r"(?:bpm|semi[ -]?tones?|st|half[ -]?(?:steps?|tones?)|(?:whole )?(?:steps?|tones?)|db|decibels?|%)"
_WAY = r"(?: (?:up|down|higher|lower|faster|slower|louder|quieter))?"
_NOW = r"(?:further|again|still|than (?:(?:it is|it's|they are) )?(?:right )?(?:now|currently))"
_THAN_NOW = re.compile(
    rf"\b{_MANY}(?P<measure>{_UNIT}{_WAY}) {_NOW}(?=[\s,.!?]*(?:please|pls|plz|thanks)?[\s,.!?]*$)"
)
_FOR_WHOM = re.compile(r"(?<=high|slow|fast|loud|soft) for (?:me|us|my (?:voice|range|ears))(?=[,.;:!])")


def further(said: str) -> str:
    """ "raise it one more semitone" is "another one semitone up"; other sentences stay as they are."""
    plain = _put_plainly(respelled(normalise(said)).plain)
    found = sentences("phrases", table="further")["further"].fullmatch(plain)
    if found is None:
        return said
    verb, unit, many = found["verb"] or "", found["measure"], found["some"] or found["many"] or "one"
    sense = found["last"] or found["first"] or ("up" if verb in _UP else "down" if verb in _DOWN else "")
    sense = "down" if sense == "back" else sense
    many = "one" if many in ("a", "an") else many
    if unit.startswith(_DOUBLED):
        return (
            f"another {many} {unit} {sense}".strip()
            if many != "one"
            else f"another 2 semitones {sense}".strip()
        )
    return f"another {many} {unit} {sense}".strip()


def _put_plainly(plain: str) -> str:
    """ "lowered by ... lower than it is now" as "lower by another ..."."""
    plain = _FOR_WHOM.sub("", _PAST.sub(lambda m: _BASES.get(m[1], m[1]), plain))
    return _THAN_NOW.sub(lambda m: f"another {m['many'] or 'one'} {m['measure']}", plain)
