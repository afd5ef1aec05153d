"""Unplayed: what can be planned and cannot be played yet, in words."""

from __future__ import annotations

from skills.planning.answers import OutOfScope

TOLD = {
    "cover": "a cover on other instruments",
    "mashup": "a mash-up with another song",
    "match": "a match with another song",
    "generate": "new material",
    "key": "a change from major to minor or back",
}


def unplayed(*kinds: str) -> OutOfScope:
    """One sentence on steps of these kinds; a kind that is not listed is told as a change of mode."""
    named = " or ".join(dict.fromkeys(TOLD.get(kind, TOLD["key"]) for kind in kinds))
    return OutOfScope(sentence=f"I understood, but cannot render {named} yet.", kind="not-yet")
