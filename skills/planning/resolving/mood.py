"""Resolve mood words: the moods that they mean, put on or made more and less of."""

from __future__ import annotations

from typing import Any

from audio_engine import moods
from audio_engine.plan import Assumable, Mood, Where
from audio_engine.units import Amount
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Remove, Replace
from skills.planning.frames.asks import Ask
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import wheres
from skills.planning.vocabulary.mood_words import MARK, OPPOSITE, is_mood

AMOUNTS: tuple[Amount, ...] = ("subtle", "medium", "heavy")
_STEPS = {"small": -1, "": 0, "medium": 0, "big": 1}


def mooded(name: str, ask: Ask, scene: Scene) -> Outcome | Halt:
    """The moods that a word means, put on, or made more and less of."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    turned = ask.way < 0 and not any(_there(n, w, scene) for n, _ in _meant(name) for w in places)
    parts = _meant(name, turned)
    if not parts:
        return Outcome(note=f"I know no opposite of {name.lstrip('~-')}; say what it should be instead.")
    made = [_in_place(mood, amount, ask, scene, where) for mood, amount in parts for where in places]
    ops = tuple(op for ops in made for op in ops)
    return Outcome(ops, "" if ops else f"It is as {name.lstrip('~-')} as it goes already.")


def without(ask: Ask, scene: Scene) -> tuple[Any, ...]:
    """Takes off the moods that the names of an ask stand for."""
    named = {mood for name in ask.names if is_mood(name) for mood, _ in _meant(name)}
    gone = [step for step in scene.plan.of("mood") if step.name in named]
    return tuple(Remove(target=step.id, because=scene.because(ask)) for step in gone)


def _meant(name: str, turned: bool = False) -> tuple[tuple[str, Amount], ...]:
    word = name.removeprefix(OPPOSITE).removeprefix(MARK)
    meant = moods.meaning(word) or (((word, "medium"),) if word in moods.SHELF else ())
    if name.startswith(OPPOSITE) != turned:
        opposites = [(opposite(mood), amount) for mood, amount in meant]
        return tuple((mood, amount) for mood, amount in opposites if mood)
    return meant


def opposite(name: str) -> str:
    """The mood that promises the same axis the other way; "" where there is none."""
    first = moods.mood(name).promises[0]
    for other in moods.SHELF:
        promised = moods.mood(other).promises[0]
        if promised.axis == first.axis and promised.direction == -first.direction:
            return other
    return ""


def _there(name: str, where: Where, scene: Scene) -> Any:
    return scene.same_step("mood", name=name, where=where)


def _in_place(name: str, amount: Amount, ask: Ask, scene: Scene, where: Where) -> tuple[Any, ...]:
    old, because = _there(name, where, scene), scene.because(ask)
    if old is None:
        at = AMOUNTS.index(amount) + (_STEPS[ask.degree] if ask.way >= 0 else -1)
        assumed: tuple[Assumable, ...] = () if ask.degree else ("amount",)
        new = AMOUNTS[min(max(at, 0), 2)]
        return (Mood(name=name, amount=new, where=where, because=because, assumed=assumed),)
    way = ask.way or (_STEPS[ask.degree] if ask.degree else 1)
    at = AMOUNTS.index(old.amount) + way
    if at < 0:
        return (Remove(target=old.id, because=because),)
    new = AMOUNTS[min(at, 2)]
    return (
        () if new == old.amount else (Replace(target=old.id, changes=Changes(amount=new), because=because),)
    )
