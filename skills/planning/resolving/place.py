"""Resolve place and feel: panned stems, half-time and double-time stems, a steadied beat."""

from __future__ import annotations

from typing import Any, cast

from audio_engine.plan import Assumable, Duck, Feel, Pan, Steady
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Replace
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import missing_stem, stem_names, wheres

POSITION_BY_DEGREE = {"small": 0.3, "": 0.6, "medium": 0.6, "big": 1.0}
DUCK_DB = 4.0
_SIDES = {"left": -1.0, "right": 1.0, "middle": 0.0}


def pan(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Stems to the left, to the right, or in the middle again."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    share = min(abs(ask.quantity.value) / 100, 1.0) if ask.quantity else POSITION_BY_DEGREE[ask.degree]
    position = round(_SIDES[ask.action] * share, 4)
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


def duck(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Stems, or the new parts where none are named, quieter while others sound."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    by = stem_names(ask.names, scene)
    gone = missing_stem(by, scene)
    if gone:
        return gone
    said = abs(ask.quantity.value) if ask.quantity else DUCK_DB
    if not 0.5 <= said <= 24:
        return Clarify(about="how-much", sentence="It can go 0.5 to 24 dB down; how far should it?")
    assumed: tuple[Assumable, ...] = () if ask.quantity else ("depth_db",)
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("duck", where=where, by=by)
        if old is None:
            step = Duck(by=by, depth_db=said, where=where, because=scene.because(ask), assumed=assumed)
            ops.append(step)
        elif old.depth_db != said and ask.quantity:
            ops.append(Replace(target=old.id, changes=Changes(depth_db=said), because=scene.because(ask)))
    return Outcome(tuple(ops), "" if ops else "That is done already.")


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
