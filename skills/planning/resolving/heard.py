"""Heard: which stems of the whole song are left to be heard, and what a new mute or solo replaces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio_engine.plan import RemixPlan, Where
from skills.catalog.song import SongFacts
from skills.planning.answers import Clarify
from skills.planning.delta import Remove
from skills.planning.frames.asks import VERSION, Ask
from skills.planning.resolving.scene import Scene


def is_silent(plan: RemixPlan, song: SongFacts) -> bool:
    """Whether mutes and solos leave no stem in the song or in a part, and nothing new is played either."""
    steps = [s for s in plan.of("stem") if s.action in ("mute", "solo")]
    if not steps or plan.of("layer"):
        return False
    named = {s for step in steps for s in step.where.stems}
    stems: set[str] = {*song.stems} or {"vocals", "drums", "bass", "other", *named}
    parts = {step.where.model_copy(update={"stems": ()}) for step in steps}
    return any(not _heard(stems, [s for s in steps if _holds(s.where, part)]) for part in parts)


def _holds(where: Where, part: Where) -> bool:
    return where.part == "whole" or where.model_copy(update={"stems": ()}) == part


def _heard(stems: set[str], steps: Sequence[Any]) -> set[str]:
    for step in steps:
        there = set(step.where.stems)
        stems = stems & there if step.action == "solo" else stems - there
    return stems


def nothing_left(before: RemixPlan) -> Clarify:
    """The question back when a turn would leave nothing to hear."""
    options = ("instrumental", "acapella", "only the drums and bass")
    back = ("bring everything back",) if before.of("stem") else ()
    return Clarify(
        about="contradiction",
        sentence="Then nothing would be heard any more; what shall still play?",
        options=(*options, *back),
    )


def replaced(ask: Ask, scene: Scene, keeping: Any) -> list[Any]:
    """The mutes and solos of the whole song that a solo, or an instrumental version, takes the place of.

    A stem that new drums or a new bass line stand in for stays muted.
    """
    alone = ask.action == "solo" or (ask.action == "mute" and VERSION in ask.names)
    if not alone or ask.places or any(s.places for s in ask.scopes):
        return []
    played = {s.instrument for s in scene.plan.of("layer")}
    old = [
        s
        for s in scene.plan.of("stem")
        if s.action in ("mute", "solo") and s.where.part == "whole" and s is not keeping
    ]
    gone = [s for s in old if s.action == "solo" or not set(s.where.stems) <= played]
    return [Remove(target=s.id, because=scene.because(ask)) for s in gone]
