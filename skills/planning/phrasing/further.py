"""Further: sentences that want so much more of what was changed last, in their short form."""

from __future__ import annotations

from skills.planning.phrasing.phrased import respelled
from skills.planning.vocabulary.normalise import normalise
from skills.planning.vocabulary.sentences import sentences

_UP = (
    "raise", "lift", "bump", "boost", "increase", "up", "add", "speed", "crank",
)  # fmt: skip
_DOWN = ("lower", "drop", "reduce", "decrease", "cut", "slow", "shave", "knock")
_DOUBLED = ("tone", "whole")


def further(said: str) -> str:
    """ "raise it one more semitone" is "another one semitone up"; other sentences stay as they are."""
    found = sentences("phrases", table="further")["further"].fullmatch(respelled(normalise(said)).plain)
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
