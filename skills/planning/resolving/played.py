"""Resolve new parts: keys, pads, leads, percussion, drums and bass that the engine plays."""

from __future__ import annotations

from typing import Any, cast

from audio_engine import instruments
from audio_engine.plan import Assumable, Layer, StemLevel, Where
from skills.planning.answers import Clarify
from skills.planning.delta import Remove
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.sound import AMOUNT_BY_DEGREE, style_for
from skills.planning.resolving.wheres import wheres


def part(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A new part in a style, on the instrument that was named; or those there are taken out."""
    role, because = cast(Any, ask.stems[0]), scene.because(ask)
    style, sound, *old = ask.names
    there = [s for s in scene.plan.of("layer") if s.instrument == role]
    if ask.action == "remove":
        gone = tuple(Remove(target=s.id, because=because) for s in there)
        return Outcome(gone, "" if gone else f"No new {role} was added, so there is none to remove.")
    places = wheres(ask, scene, own_stems=False)
    if isinstance(places, Clarify):
        return places
    assumed: tuple[Assumable, ...] = () if style else ("style",)
    others = cast(Any, tuple(s for s in old if s != role))
    mute = StemLevel(action="mute", where=Where(stems=others), because=because) if others else None
    ops: list[Any] = [mute] if mute else []
    for place in places:
        where = place.model_copy(update={"stems": ()})
        ops += [Remove(target=s.id, because=because) for s in there if s.where == where]
        layer = Layer(
            instrument=role,
            style=style or style_for(scene, role),
            sound=sound if sound in instruments.SHELF else None,
            amount=AMOUNT_BY_DEGREE.get(ask.degree, "medium"),
            where=where,
            instead=ask.action == "replace" and (role in old or not old),
            because=because,
            assumed=assumed if ask.degree else (*assumed, "amount"),
        )
        ops.append(layer)
    return Outcome(tuple(ops))
