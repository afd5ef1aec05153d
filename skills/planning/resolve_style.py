"""Resolve styles: the whole song in a style, or all of it but the stems that are to stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio_engine import styles
from audio_engine.plan import Assumable, Style
from skills.planning.answers import Clarify
from skills.planning.asks import Ask
from skills.planning.delta import Changes, Remove, Replace
from skills.planning.resolve_sound import AMOUNT_BY_DEGREE
from skills.planning.scene import Halt, Outcome, Scene
from skills.planning.wheres import wheres


def style(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A style for the song; a new one takes the place of the old one there."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    name = ask.names[0]
    spared = _not_spared(name, places[0].stems)
    if spared:
        return _cannot_spare(name, spared)
    because = scene.because(ask)
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("style", where=where)
        amount = AMOUNT_BY_DEGREE.get(ask.degree, "medium")
        if old and old.name == name:
            if ask.degree and amount != old.amount:
                ops.append(Replace(target=old.id, changes=Changes(amount=amount), because=because))
            continue
        ops += [Remove(target=old.id, because=because)] if old else []
        assumed: tuple[Assumable, ...] = () if ask.degree else ("amount",)
        ops.append(Style(name=name, amount=amount, where=where, because=because, assumed=assumed))
    return Outcome(tuple(ops), "" if ops else f"It is already in the {name} style.")


def less_style(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A style taken off, and the layers that play in it."""
    gone = [s for s in scene.plan.of("style") if s.name == ask.names[0]] or [
        s for s in scene.plan.of("layer") if s.style == ask.names[0]
    ]
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in gone)
    return Outcome(ops, "" if ops else f"The remix has no {ask.names[0]} in it, so nothing changed.")


def _not_spared(name: str, stems: Sequence[str]) -> tuple[str, ...]:
    """The stems that this style mutes or changes by name although it is to hold on others only."""
    named = {s for step in styles.style(name).steps for s in step.get("stems", ())} if stems else set()
    return tuple(sorted(named - set(stems)))


def _cannot_spare(name: str, stems: tuple[str, ...]) -> Clarify:
    said = " and ".join(stems)
    return Clarify(
        about="which-stem",
        sentence=f"The {name} style always changes the {said}; shall it hold for the whole song?",
        options=(f"make it {name}",),
    )
