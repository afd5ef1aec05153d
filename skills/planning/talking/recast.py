"""Recast: whole sentences about the talk itself ("ctrl z", "scratch that last one") in their plain form."""

from __future__ import annotations

import re
from typing import Any

from skills.planning.phrasing.clauses import without
from skills.planning.resolving.last import last_steps
from skills.planning.resolving.scene import Scene
from skills.planning.vocabulary.lexicon import lexicon
from skills.planning.vocabulary.normalise import Text
from skills.planning.vocabulary.sentences import sentences

_LONGEST = 120
_COUNTS = {
    1: "a an one first 1st", 2: "two second 2nd twice couple both", 3: "three third 3rd few thrice",
    4: "four fourth 4th", 5: "five fifth 5th", 6: "six", 7: "seven", 8: "eight", 9: "nine", 10: "ten",
}  # fmt: skip


def recast(plain: str, scene: Scene) -> str | None:
    """The plain form of a sentence that is only about the talk so far; None for every other sentence."""
    said, forms = " ".join(_spelled(w) for w in plain.split()), sentences("talk", "lead", "after")
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
    return _about_the_last(said) or _there_only(said, scene) if scene.plan.steps else None


def _about_the_last(said: str) -> str | None:
    """ "apply this also for the bridge" is "same on the bridge"."""
    for form, pattern in sentences("talk", "lead", "after", "recast").items():
        found = pattern.fullmatch(said)
        if found:
            return form.format(next((g for g in found.groups() if g), ""))
    return None


def _there_only(said: str, scene: Scene) -> str | None:
    """ "just the bridge" right after an edit of the whole song is where that edit is to hold."""
    last = last_steps(scene)
    fresh = all(any(b.turn == scene.turn - 1 for b in step.because) for step in last)
    whole = all(step.op in _PLACED and _is_everywhere(step) for step in last)
    found = sentences("talk", "lead", "after", "bare")["there"].fullmatch(said) if fresh and whole else None
    if found is None or not last:
        return None
    place = next(g for g in found.groups() if g)
    start = _RANGE.match(place)
    return f"only in {place[start.end() :].replace(' and ', ' to ')}" if start else f"only on the {place}"


_RANGE = re.compile(r"(?:from |between )?(?=bars? |\d)")


_PLACED = ("effect", "pitch", "stem", "style", "layer")


def _is_everywhere(step: Any) -> bool:
    return step.where.part == "whole" and (not step.where.stems or step.op == "stem")


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


def _spelled(word: str) -> str:
    return lexicon().spelling.get(word, word)
