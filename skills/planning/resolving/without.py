"""Resolve what a remix is to be without: a promise that no style and no mood brings that effect in."""

from __future__ import annotations

from typing import Any

from audio_engine import effects
from audio_engine.plan import Keep
from skills.planning.delta import AddKeep, Remove
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Scene


def promised_without(ask: Ask, scene: Scene) -> tuple[Any, ...]:
    """The promise for the effects that are named, unless it stands or no such effect is known."""
    names = tuple(n for n in dict.fromkeys(ask.names) if n in effects.SHELF)
    promised = {n for keep in scene.plan.keep for n in keep.effects}
    if not names or ask.stems or ask.scopes or set(names) <= promised:
        return ()
    return (AddKeep(keep=Keep(what="without", effects=names, because=scene.because(ask))),)


def given_up(ask: Ask, scene: Scene) -> tuple[Any, ...]:
    """The promises that putting on the effects breaks: who asks for one after all, gives them up."""
    broken = [keep for keep in scene.plan.keep if set(keep.effects) & set(ask.names)]
    return tuple(Remove(target=keep.id, because=scene.because(ask)) for keep in broken)
