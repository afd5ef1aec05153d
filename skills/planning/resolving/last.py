"""Resolve what is said of the last edit: "only in the chorus", "no, the bass", "delay instead", "quieter"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from audio_engine.plan import Where
from audio_engine.units import SECTION_LABELS
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Remove, Replace
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import Place, Scope
from skills.planning.resolving import sound as resolve_sound
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import wheres
from skills.planning.vocabulary.lexicon import split


def told_once(ops: Sequence[Any]) -> tuple[Any, ...]:
    """ "drop the bridge, take it out" is one step: the first of equal ones stays."""
    bare = {"because", "assumed"}
    kept: list[Any] = []
    for op in ops:
        if not any(
            type(o) is type(op) and o.model_dump(exclude=bare) == op.model_dump(exclude=bare) for o in kept
        ):
            kept.append(op)
    return tuple(kept)


_WHOLE = frozenset(("whole", "everything", "all", "entire", "overall", "song", "track", "mix", "master"))


def last_steps(scene: Scene) -> list[Any]:
    """The steps that the latest turn with any left in the plan made or changed."""
    turns = {s.id: max((b.turn for b in s.because), default=0) for s in scene.plan.steps}
    latest = max(turns.values(), default=-1)
    return [s for s in scene.plan.steps if turns[s.id] == latest]


def narrow(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "only in the chorus": the last edits hold there, and nowhere else any more."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    able = [s for s in last_steps(scene) if _can_be(s, places)]
    if not able:
        return _what_there(scene.said(ask))
    return Outcome(tuple(op for step in able for op in _put(step, places, ask, scene)))


def _can_be(step: Any, places: Sequence[Where]) -> bool:
    on_stems = any(w.stems for w in places)
    held = {"effect", "pitch"} if on_stems else {"effect", "pitch", "stem", "layer", "style"}
    return step.op in held


def _put(step: Any, places: Sequence[Where], ask: Ask, scene: Scene) -> list[Any]:
    because, ops = scene.because(ask), list[Any]()
    for n, where in enumerate(places):
        there = step.where if where.part == "whole" else where
        new = there.model_copy(update={"stems": where.stems or step.where.stems})
        if n == 0:
            ops.append(Replace(target=step.id, changes=Changes(where=new), because=because))
        else:
            ops.append(step.model_copy(update={"id": 0, "where": new, "because": because}))
    return ops


def _what_there(there: str) -> Clarify:
    options = tuple(f"{what} {there}" for what in ("add reverb", "add delay"))
    return Clarify(about="what", sentence="What shall I do there?", options=options)


def other_place(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "no, the bass": the last edit leaves its stems or its part of the song for those."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    held = [s for s in last_steps(scene) if (s.where.stems if ask.stems else s.where.part != "whole")]
    if not held:
        options = (f"mute the {ask.stems[0]}", f"only the {ask.stems[0]}") if ask.stems else ()
        return Clarify(about="what", sentence="What shall I do with that?", options=options)
    return Outcome(tuple(op for step in held for op in _put(step, places, ask, scene)))


def back(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "bring the bridge back": it is left out no more; else stems that were silenced."""
    if not ask.places:
        return resolve_sound.back(ask, scene)
    named = {(p.part, p.nth) for p in ask.places}
    gone = [
        s
        for s in scene.plan.of("sections")
        if s.action == "drop" and ((s.where.part, s.where.nth) in named or (s.where.part, None) in named)
    ]
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in gone)
    return Outcome(ops, "" if ops else "That part was not left out, so there is nothing to bring back.")


def swapped(ask: Ask, scene: Scene) -> Outcome | Halt | None:
    """ "delay instead", "actually make it house": in the place of the last effect, or of new drums."""
    named = [s for s in scene.plan.of("effect") if s.name == ask.action][-1:]
    if ask.kind == "effect" and ask.action and not named:
        return _only_new(ask, scene)
    last = named or last_steps(scene)
    if ask.way or ask.places or ask.scopes or ask.stems or len(last) != 1 or last[0].op not in _SWAPPED:
        return None
    old, because = last[0], scene.because(ask)
    if ask.kind == "style" and old.op == "layer" and old.style != ask.names[0]:
        assumed = tuple(a for a in old.assumed if a != "style")
        new = {"id": 0, "style": ask.names[0], "because": because, "assumed": assumed}
        return Outcome((Remove(target=old.id, because=because), old.model_copy(update=new)))
    if (
        ask.kind == "effect"
        and old.op == "effect"
        and old.name not in ask.names
        and ask.action in ("", old.name)
    ):
        scope = Scope(stems=old.where.stems, places=_place(old.where))
        made = resolve_sound.effect(replace(ask, scopes=(scope,)), scene)
        if not isinstance(made, Outcome):
            return made
        return replace(made, ops=(Remove(target=old.id, because=because), *made.ops))
    return None


def _only_new(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "swap the reverb for delay" where no reverb was added: the delay, and a word about the reverb."""
    made = resolve_sound.effect(replace(ask, action="", instead=False), scene)
    told = f"There is no {ask.action.strip('~!+-')} in the remix to take away."
    return replace(made, note=f"{told} {made.note}".strip()) if isinstance(made, Outcome) else made


_MEASURED = {"pitch": "pitch", "level": "stem", "tempo": "tempo"}


def remeasured(ask: Ask, scene: Scene) -> Outcome | None:
    """ "sorry, i meant five semitones down": not further down, but that far from where the song is."""
    last = last_steps(scene)
    placed = ask.places or ask.scopes
    if not ask.instead or len(last) != 1 or last[0].op != _MEASURED.get(ask.kind) or placed:
        return None
    changes = _remeasured(ask, last[0]) if ask.stems in ((), last[0].where.stems) else None
    if changes is None:
        return None
    return Outcome((Replace(target=last[0].id, changes=changes, because=scene.because(ask)),))


def _remeasured(ask: Ask, step: Any) -> Changes | None:
    said = ask.quantity
    if said is None or not ask.way:
        return None
    by = ask.way * abs(said.value)
    if ask.kind == "pitch" and abs(by) <= 24:
        return Changes(semitones=by)
    if ask.kind == "level" and step.action == "gain" and said.unit in ("db", "") and -60 <= by <= 12:
        return Changes(gain_db=by)
    if ask.kind == "tempo" and said.unit == "percent" and 0.25 <= 1 + by / 100 <= 4:
        return Changes(ratio=1 + by / 100)
    return None


def new_layer(ask: Ask, scene: Scene) -> Outcome | None:
    """ "quieter" right after "add trap drums" or "add rain": what is new, which has three levels."""
    last = last_steps(scene)
    layers = [s for s in last if s.op == "layer" or _is_sound(s)]
    bare = ask.kind == "level" and ask.action == "gain" and not (ask.stems or ask.places or ask.scopes)
    others = any(s not in layers and getattr(s, "action", "") != "mute" for s in last)
    if not bare or not layers or others or _WHOLE & set(split(scene.text.plain)):
        return None
    ops = []
    for old in layers:
        at = resolve_sound.AMOUNTS.index(old.amount) + ask.way * (2 if ask.degree == "big" else 1)
        amount = resolve_sound.AMOUNTS[max(0, min(at, 2))]
        if amount != old.amount:
            changes = Changes(amount=amount)
            ops.append(Replace(target=old.id, changes=changes, because=scene.because(ask)))
    far = "loud" if ask.way > 0 else "quiet"
    return Outcome(tuple(ops), "" if ops else f"What was added is as {far} as I can make it.")


def meant_sound(ask: Ask, scene: Scene) -> Outcome | None:
    """ "the rain i mean" right after "louder": the whole song is not, the rain is."""
    last = last_steps(scene)
    sounds = [s for s in scene.plan.of("effect") if _is_sound(s) and s.name in ask.names]
    bare = ask.kind == "effect" and ask.instead and not (ask.way or ask.degree)
    if not (bare and sounds and len(last) == 1 and _is_gain_of_all(last[0])):
        return None
    because, way = scene.because(ask), 1 if last[0].gain_db > 0 else -1
    ops: list[Any] = [Remove(target=last[0].id, because=because)]
    for old in sounds:
        amount = resolve_sound.AMOUNTS[max(0, min(resolve_sound.AMOUNTS.index(old.amount) + way, 2))]
        if amount != old.amount:
            ops.append(Replace(target=old.id, changes=Changes(amount=amount), because=because))
    return Outcome(tuple(ops))


def _is_gain_of_all(step: Any) -> bool:
    return step.op == "stem" and step.action == "gain" and not step.where.stems


def _is_sound(step: Any) -> bool:
    """Whether the step adds a sound of its own, as loud all along."""
    return step.op == "effect" and step.name in _SOUNDS and not step.moves


_SOUNDS = ("rain", "crowd", "waves", "vinyl")
_SWAPPED = ("layer", "effect")


def focused(ask: Ask, scene: Scene) -> Ask:
    """ "quieter" and "a semitone lower" go on about the stems that were just made so."""
    kind = {"level": "stem", "pitch": "pitch"}.get(ask.kind)
    said = ask.stems or ask.places or ask.scopes or ask.action in ("mute", "solo")
    last = last_steps(scene)
    if said or len(last) != 1 or last[0].op != kind or _WHOLE & set(split(scene.text.plain)):
        return ask
    there = last[0].where
    placed = there.part == "whole" or there.part in SECTION_LABELS
    if not there.stems or not placed or getattr(last[0], "action", "gain") != "gain":
        return ask
    return replace(ask, stems=there.stems, places=_place(there))


def _place(where: Where) -> tuple[Place, ...]:
    if where.part == "whole":
        return ()
    return (Place(where.part, where.nth, where.start, where.end, where.side),)
