"""Resolve place and feel: panned stems, half-time and double-time stems, a steadied beat."""

from __future__ import annotations

from typing import Any, cast

from audio_engine.plan import Assumable, Feel, Pan, Steady
from skills.planning.answers import Clarify
from skills.planning.asks import Ask
from skills.planning.delta import Changes, Replace
from skills.planning.scene import Halt, Outcome, Scene
from skills.planning.wheres import wheres

POSITION_BY_DEGREE = {"small": 0.3, "": 0.6, "medium": 0.6, "big": 1.0}
_SIDES = {"left": -1.0, "right": 1.0, "middle": 0.0}


def pan(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Stems to the left, to the right, or in the middle again."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    share = min(abs(ask.quantity.value) / 100, 1.0) if ask.quantity else POSITION_BY_DEGREE[ask.degree]
    position = _SIDES[ask.action] * share
    sure = ask.quantity is not None or ask.degree == "big" or ask.action == "middle"
    assumed: tuple[Assumable, ...] = () if sure else ("position",)
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("pan", where=where)
        if old is None:
            ops.append(Pan(position=position, where=where, because=scene.because(ask), assumed=assumed))
        elif old.position != position:
            change = Changes(position=position)
            ops.append(Replace(target=old.id, changes=change, because=scene.because(ask), assumed=assumed))
    return Outcome(tuple(ops), "" if ops else "It is there already.")


def feel(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Stems at half or double time while the song keeps its tempo."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    wanted = cast(Any, ask.action)
    steps = [
        Feel(feel=wanted, where=where, because=scene.because(ask))
        for where in places
        if scene.same_step("feel", feel=wanted, where=where) is None
    ]
    return Outcome(tuple(steps), "" if steps else "That is done already.")


def steady(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The song's beat locked to a grid."""
    if scene.plan.of("steady"):
        return Outcome(note="The beat is steady already.")
    return Outcome((Steady(because=scene.because(ask)),))
