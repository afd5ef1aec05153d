"""Recast: whole sentences about the talk itself ("ctrl z", "scratch that last one") in their plain form."""

from __future__ import annotations

import re

from skills.planning.clauses import without
from skills.planning.normalise import Text
from skills.planning.scene import Scene
from skills.planning.sentences import sentences

_LONGEST = 120
_COUNTS = {
    1: "a an one first 1st", 2: "two second 2nd twice couple both", 3: "three third 3rd few thrice",
    4: "four fourth 4th", 5: "five fifth 5th", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
}  # fmt: skip


def recast(plain: str, scene: Scene) -> str | None:
    """The plain form of a sentence that is only about the talk so far; None for every other sentence."""
    said, forms = " ".join(plain.split()), sentences("talk", "lead", "after")
    if len(said) > _LONGEST or not (scene.undoable or scene.redoable):
        return None
    if scene.redoable and forms["redo"].fullmatch(said):
        return "redo"
    many = forms["undo-many"].fullmatch(said)
    if many and scene.undoable:
        return f"undo {_count(many.groups())}"
    version = forms["version"].fullmatch(said)
    if version:
        return _to_version(_count(version.groups()), scene)
    if scene.undoable and forms["undo"].fullmatch(said):
        return "undo"
    if (scene.plan.steps or scene.plan.keep) and forms["reset"].fullmatch(said):
        return "reset"
    return _about_the_last(said) if scene.plan.steps else None


def _about_the_last(said: str) -> str | None:
    """ "apply this also for the bridge" is "same on the bridge"."""
    for form, pattern in sentences("talk", "lead", "after", "recast").items():
        found = pattern.fullmatch(said)
        if found:
            return form.format(next((g for g in found.groups() if g), ""))
    return None


def without_old_value(text: Text) -> Text:
    """ "five semitones down, not three" without what it is not."""
    old = sentences("talk", table="replaced")["old"].search(text.plain)
    start = old.start("not") if old else 0
    return without(text, [(start, old.end())]) if old and _NUMBER.search(text.plain[:start]) else text


_NUMBER = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b")


def _count(groups: tuple[str | None, ...]) -> int:
    said = next((g for g in groups if g), "1")
    if said.isdigit():
        return int(said)
    return next((n for n, words in _COUNTS.items() if set(words.split()) & set(said.split()[-1:])), 1)


def _to_version(number: int, scene: Scene) -> str | None:
    """Version 2 is what there was after two changes; version 0 is the song itself."""
    back = scene.undoable - number
    if number == 0:
        return "reset"
    if back > 0:
        return f"undo {back}"
    return f"redo {-back}" if 0 < -back <= scene.redoable else None
