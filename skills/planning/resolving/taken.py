"""Resolve what was added and shall go again: "lose the strings", "drop the choir and the riser"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from skills.planning.delta import Remove
from skills.planning.frames.asks import VERSION, Ask
from skills.planning.reading.tokens import Token
from skills.planning.resolving import sound as resolve_sound
from skills.planning.resolving import style as resolve_style
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.vocabulary.lexicon import lexicon, split

_THINGS = ("played", "transition", "effect", "style", "stems")
_TAKING = ("less-step", "less-effect", "less-style", "less-fade", "undo", "taken", "part", "layer", "back")
_REST = ("the rest", "rest", "everything else")


def plainly(asks: Sequence[Ask]) -> list[Ask]:
    """The asks without "leave the rest" where the others only take something away again."""
    promises = [a for a in asks if a.kind in ("audible", "untouched") and _is_of_the_rest(a)]
    others = [a for a in asks if a not in promises]
    return others if others and all(a.kind in _TAKING for a in others) else list(asks)


def _is_of_the_rest(ask: Ask) -> bool:
    return any(t.kind == "stems" and t.text in _REST for t in ask.said)


def level(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A level; "lose the strings" takes out the strings that were added, not those of the song."""
    named = [t for t in ask.said if t.kind == "stems"]
    bare = ask.action == "mute" and VERSION not in ask.names and not ask.places and not ask.scopes
    found = {name: _layers(name, scene) for t in named for name in _names(t)} if bare else {}
    gone = [Remove(target=s.id, because=scene.because(ask)) for steps in found.values() for s in steps]
    if not gone:
        return resolve_sound.level(ask, scene)
    others = tuple(s for s in ask.stems if s in found and not found[s])
    rest = resolve_sound.level(replace(ask, stems=others), scene) if others else Outcome()
    return replace(rest, ops=(*gone, *rest.ops)) if isinstance(rest, Outcome) else rest


def _names(token: Token) -> list[str]:
    """ "the piano and the vocals" are two names."""
    return [name.removeprefix("the ") for name in re.split(r",? and |, | plus ", token.text)]


def taken(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Everything that was named, each as what it is in the remix."""
    ops: list[Any] = []
    notes: list[str] = []
    for token in (t for t in ask.said if t.kind in _THINGS and t.text not in _REST):
        made = _one(token, ask, scene)
        if not isinstance(made, Outcome):
            return made
        ops += made.ops
        notes += [made.note] if made.note else []
    return Outcome(tuple(ops), " ".join(notes))


def _one(token: Token, ask: Ask, scene: Scene) -> Outcome | Halt:
    if token.kind == "stems":
        return level(replace(ask, kind="level", action="mute", stems=token.value, said=(token,)), scene)
    if token.kind == "effect":
        return resolve_sound.less_effect(replace(ask, kind="less-effect", names=(token.value,)), scene)
    if token.kind == "style":
        return resolve_style.less_style(replace(ask, kind="less-style", names=(token.value,)), scene)
    if token.kind == "transition":
        there = [s for s in scene.plan.of("transition") if s.name == token.value]
    else:
        there = _layers(token.text, scene)
    gone = tuple(Remove(target=s.id, because=scene.because(ask)) for s in there)
    return Outcome(gone, "" if gone else f"No {token.text} was added, so there is none to take out.")


def _layers(name: str, scene: Scene) -> list[Any]:
    """The new parts that are called so: of that sound where one was said, else of that role."""
    meaning = lexicon().played.get(split(name))
    role, _, sound = meaning.value.partition(":") if meaning else ("", "", "")
    return [
        s
        for s in scene.plan.of("layer")
        if s.instrument == role and (not sound or not s.sound or s.sound.startswith(sound.split("-")[0]))
    ]
