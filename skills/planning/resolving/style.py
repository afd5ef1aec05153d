"""Resolve styles: the whole song in a style, or all of it but the stems that are to stay."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio_engine import styles
from audio_engine.plan import Assumable, Style, Where
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Remove, Replace
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.sound import AMOUNT_BY_DEGREE
from skills.planning.resolving.wheres import stem_names, wheres


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
        old = _there(where, scene)
        amount = AMOUNT_BY_DEGREE.get(ask.degree, "medium")
        if old and old.name == name:
            changes: dict[str, Any] = {"amount": amount} if ask.degree and amount != old.amount else {}
            changes |= {"where": where} if where.stems and where != old.where else {}
            if changes:
                ops.append(Replace(target=old.id, changes=Changes(**changes), because=because))
            continue
        ops += [Remove(target=old.id, because=because)] if old else []
        assumed: tuple[Assumable, ...] = () if ask.degree else ("amount",)
        ops.append(Style(name=name, amount=amount, where=where, because=because, assumed=assumed))
    return Outcome(tuple(ops), "" if ops else f"It is already in the {name} style.")


def less_style(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A style taken off, and the layers that play in it; or taken off some stems, and left on the others."""
    off = stem_names([*ask.stems, *(n for s in ask.scopes for n in s.stems)], scene)
    there = scene.same_step("style", name=ask.names[0])
    if off and there is not None:
        return _taken_off(there, off, ask, scene)
    gone = [s for s in scene.plan.of("style") if s.name == ask.names[0]] or [
        s for s in scene.plan.of("layer") if s.style == ask.names[0]
    ]
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in gone)
    return Outcome(ops, "" if ops else f"The remix has no {ask.names[0]} in it, so nothing changed.")


def _taken_off(step: Any, off: Sequence[str], ask: Ask, scene: Scene) -> Outcome | Halt:
    rest = tuple(s for s in step.where.stems or stem_names(["-" + "-".join(off)], scene) if s not in off)
    spared = _not_spared(step.name, rest)
    if spared:
        return _cannot_spare(step.name, spared)
    because = scene.because(ask)
    if not rest:
        return Outcome((Remove(target=step.id, because=because),))
    where = step.where.model_copy(update={"stems": rest})
    return Outcome((Replace(target=step.id, changes=Changes(where=where), because=because),))


def _there(where: Where, scene: Scene) -> Any:
    """The style that holds in that part of the song, on any of those stems."""
    fits = [s for s in scene.plan.of("style") if _part(s.where) == _part(where)]
    fits = [s for s in fits if not s.where.stems or not where.stems or set(s.where.stems) & set(where.stems)]
    return fits[-1] if fits else None


def _part(where: Where) -> Where:
    return where.model_copy(update={"stems": ()})


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
