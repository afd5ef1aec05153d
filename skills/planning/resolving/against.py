"""Against: two asks of one sentence that cannot both be done are asked back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from skills.planning.answers import Clarify
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import UNNAMED
from skills.planning.resolving.exclusive import both_exclusive
from skills.planning.resolving.scene import Scene


def contradiction(asks: Sequence[Ask], scene: Scene) -> Clarify | None:
    """A question back when two of the asks cannot both be done; else None."""
    for i, one in enumerate(asks):
        for other in asks[i + 1 :]:
            if _against(one, other) or _neither_alone(one, other, scene):
                options = _heard_there(one, other) or (scene.said(one), scene.said(other))
                options = tuple(dict.fromkeys(options))
                sentence = "Those two do not go together; which one do you mean?"
                return Clarify(about="contradiction", sentence=sentence, options=options)
    return None


def _neither_alone(one: Ask, other: Ask, scene: Scene) -> bool:
    """Whether the words themselves, not only what they ask, go against each other."""
    return _raised_though_gone(one, other, scene) or both_exclusive(one, other, scene)


def _against(one: Ask, other: Ask) -> bool:
    kinds = {one.kind, other.kind}
    if _dropped_and(one, other) or _dropped_and(other, one):
        return True
    if one.scopes != other.scopes:
        return kinds == {"level", "audible"} and _kept_in_part(one, other)
    if kinds == {"tempo"}:
        return (one.way, one.quantity) != (other.way, other.quantity)
    if kinds == {"pitch"}:
        return one.way != other.way and one.stems == other.stems and one.places == other.places
    if kinds == {"level"}:
        return _levels_against(one, other)
    if "level" in kinds and kinds & {"audible", "untouched"}:
        level = one if one.kind == "level" else other
        kept = other if one.kind == "level" else one
        silent = level.action == "mute" or (level.action == "gain" and kept.kind == "untouched")
        return silent and bool(set(level.stems) & set(kept.stems))
    return kinds == {"effect", "less-effect"} and bool(set(one.names) & set(other.names))


def _kept_in_part(one: Ask, other: Ask) -> bool:
    """ "mute the vocals but keep them in the chorus": muted all along, they would not be heard there."""
    level, kept = (one, other) if one.kind == "level" else (other, one)
    whole = level.action == "mute" and not level.places and not level.scopes
    return whole and bool(set(level.stems) & set(kept.stems))


def _heard_there(one: Ask, other: Ask) -> tuple[str, ...]:
    """Both readings of "mute the vocals but keep them in the chorus", as they can be typed."""
    scoped = one.scopes or other.scopes
    if one.scopes == other.scopes or not scoped[0].places or scoped[0].places[0].part in UNNAMED:
        return ()
    muted = f"mute the {' and the '.join((one if one.kind == 'level' else other).stems)}"
    return (muted, f"{muted} except in the {scoped[0].places[0].part}")


_ONLY_WAYS = ("louder", "quieter", "up", "down", "more", "less", "level", "and", "amt", "make")


def _levels_against(one: Ask, other: Ask) -> bool:
    if one.stems and not other.stems and all(t.kind in _ONLY_WAYS for t in other.said):
        return one.action == other.action == "gain" and one.way * other.way < 0 and not other.scopes
    if not set(one.stems) & set(other.stems) and (one.stems or other.stems):
        return False
    if one.places != other.places:
        return False
    return one.action != other.action or one.way != other.way


_OF_PARTS = ("sections", "resized", "level", "effect", "pitch", "tempo", "style", "transition", "part")


def _dropped_and(one: Ask, other: Ask) -> bool:
    """ "delete the bridge and loop it": what is dropped cannot be changed as well."""
    if one.kind != "sections" or one.action != "drop" or one.scopes or not one.places:
        return False
    if other.kind not in _OF_PARTS or (other.kind == "sections" and other.action in ("drop", "keep")):
        return False
    there = other.places or next((s.places for s in other.scopes), ())
    return there == one.places and all(p.side == "inside" for p in there)


_RAISING = (*(k for k in _ONLY_WAYS if k != "make"), "db", "pct", "times", "by", "to")


def _raised_though_gone(one: Ask, other: Ask, scene: Scene) -> bool:
    """ "kill the bass and crank it up 4 dB": "it" is the bass, or nobody knows what."""
    gone = one.kind == "level" and one.action == "mute" and bool(one.stems) and not one.scopes
    raised = other.kind == "level" and other.action == "gain" and other.way > 0 and not other.stems
    if not gone or not raised or any(s.stems for s in other.scopes) or not other.said:
        return False
    start, end = min(t.start for t in other.said), max(t.end for t in other.said)
    before = one.said and max(t.end for t in one.said) <= start
    pointed = re.search(r"\b(?:it|them|him|her|that)\b|\b(?:also|too)\b", scene.text.plain[start - 6 : end])
    return bool(before and pointed) and all(t.kind in _RAISING for t in other.said)
