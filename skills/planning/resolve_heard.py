"""Heard: which stems of the whole song are left to be heard, and what a new mute or solo replaces."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import RemixPlan
from skills.catalog.song import SongFacts
from skills.planning.answers import Clarify
from skills.planning.asks import VERSION, Ask
from skills.planning.delta import Remove
from skills.planning.scene import Scene


def is_silent(plan: RemixPlan, song: SongFacts) -> bool:
    """Whether mutes and solos of the whole song leave no stem, and nothing new is played either."""
    if plan.of("layer"):
        return False
    steps = [s for s in plan.of("stem") if s.where.part == "whole" and s.action in ("mute", "solo")]
    named = {s for step in steps for s in step.where.stems}
    if not steps:
        return False
    heard: set[str] = set(song.stems) or {"vocals", "drums", "bass", "other", *named}
    for step in steps:
        there = set(step.where.stems)
        heard = heard & there if step.action == "solo" else heard - there
    return not heard


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
