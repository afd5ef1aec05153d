"""Resolve what refers to the talk itself: undo, redo, "same but 75", "a bit more", "same on the bridge"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from audio_engine.plan import Assumable, Tempo
from audio_engine.units import Amount
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Redo, Replace, Reset, Undo
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import Scope
from skills.planning.resolving import sound as resolve_sound
from skills.planning.resolving import time as resolve_time
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import wheres


def talk_step(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Undo, redo and start over; with nothing to go to, that is said."""
    if ask.kind == "reset":
        full = scene.plan.steps or scene.plan.keep
        return (
            Outcome((Reset(),))
            if full
            else Outcome(note="The song is still as it was; there is nothing to take back.")
        )
    there = scene.undoable if ask.kind == "undo" else scene.redoable
    if not there:
        return Outcome(note=f"There is nothing to {ask.kind}.")
    steps = min(ask.count or 1, there, 100)
    return Outcome((Undo(steps=steps) if ask.kind == "undo" else Redo(steps=steps),))


def value(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "same but 75": the new value for the latest step that holds such a number."""
    said = ask.quantity
    if said is None:
        return Outcome()
    if ask.way:
        return _moved(ask, said.value, scene)
    for step in reversed(scene.plan.steps):
        more = "more" in _spoken(ask).split() and getattr(step, "action", "") == "loop"
        number = said.value if said.signed else _as_before(step, said.value)
        changes = _changes(step, said.unit, number + (getattr(step, "count", 1) - 1 if more else 0))
        if changes is not None:
            return Outcome((Replace(target=step.id, changes=changes, because=scene.because(ask)),))
    if said.unit == "" and 40 <= said.value <= 250 and scene.tempo is None:
        return Outcome((Tempo(bpm=said.value, because=scene.because(ask)),))
    return Clarify(about="what", sentence=f"What should be {_spoken(ask)}?", options=_meanings(said.value))


def _as_before(step: Any, number: float) -> float:
    """ "pitch down 3" and then "make it 4": still down."""
    old = getattr(step, {"pitch": "semitones", "stem": "gain_db"}.get(step.op, ""), 0.0)
    return -abs(number) if old < 0 else number


def _moved(ask: Ask, number: float, scene: Scene) -> Outcome | Halt:
    """ "down 5": the pitch or the level that was set last, so much further, or that instead."""
    last = max(scene.plan.of("pitch", "stem"), key=_turn_of, default=None)
    by = ask.way * abs(number)
    if last is not None and last.op == "pitch":
        total = by + (0.0 if ask.instead else last.semitones)
        if -24 <= total <= 24:
            return Outcome((_put(last, Changes(semitones=total), ask, scene),))
    if last is not None and last.op == "stem" and last.action == "gain":
        total = by + (0.0 if ask.instead else last.gain_db)
        if -60 <= total <= 12:
            return Outcome((_put(last, Changes(gain_db=total), ask, scene),))
    way = "up" if ask.way > 0 else "down"
    options = (
        f"{way} {abs(number):g} semitones",
        f"vocals {way} {abs(number):g} dB",
        f"{way} {abs(number):g} bpm",
    )
    return Clarify(about="how-much", sentence=f"{way.capitalize()} {abs(number):g} what?", options=options)


def _put(step: Any, changes: Changes, ask: Ask, scene: Scene) -> Replace:
    return Replace(target=step.id, changes=changes, because=scene.because(ask))


def _turn_of(step: Any) -> tuple[int, int]:
    return (max((b.turn for b in step.because), default=0), step.id)


def _spoken(ask: Ask) -> str:
    return next((t.text for t in ask.said if t.value is ask.quantity), "that")


def _meanings(number: float) -> tuple[str, ...]:
    said = (f"{number:g} bpm",) if 20 <= number <= 400 else ()
    return (*said, f"make it {number:g} seconds long") if 5 <= number <= 1200 else said


def again(ask: Ask, scene: Scene) -> Outcome | Halt:
    """What was done last, at another place too; or further the way it went."""
    steps = scene.plan.steps
    last = max(steps, key=_turn_of, default=None)
    if last is None:
        return Clarify(about="what", sentence="More or less of what?", options=_MORE)
    if ask.way:
        return _further(ask, scene, last)
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    if last.op in ("tempo", "key", "length", "fade", "loudness"):
        return Outcome(note="What was done last holds for the whole song already.")
    ops: list[Any] = []
    if last.op == "stem" and last.action == "solo" and all(w.part == "whole" for w in places):
        stems = tuple(dict.fromkeys(s for w in (last.where, *places) for s in w.stems))
        both = Changes(where=last.where.model_copy(update={"stems": stems}))
        return Outcome((Replace(target=last.id, changes=both, because=scene.because(ask)),))
    for where in places:
        there = where if where.part != "whole" else last.where
        new = there.model_copy(update={"stems": where.stems or last.where.stems})
        ops.append(last.model_copy(update={"id": 0, "where": new, "because": scene.because(ask)}))
    return Outcome(tuple(ops))


_MORE = ("more reverb", "more bass", "a bit faster")


def _further(ask: Ask, scene: Scene, last: Any) -> Outcome | Halt:
    """ "more": the same kind of edit again, in the same direction; "less": some of it back."""
    if last.op == "effect":
        here = Scope(stems=last.where.stems) if last.where.part == "whole" and last.where.stems else None
        more = replace(ask, kind="effect", names=(last.name,), scopes=(here,) if here else ())
        return resolve_sound.effect(more, scene)
    if last.op == "tempo":
        went = 1 if _ratio(last, scene) >= 1 else -1
        if ask.quantity:
            ratio = 1 + (_ratio(last, scene) - 1) * ask.quantity.value
            return _set(last, Changes(ratio=max(0.25, min(ratio, 4.0))), ask, scene, "ratio")
        return resolve_time.tempo(replace(ask, kind="tempo", way=ask.way * went), scene, linked=False)
    if last.op == "pitch":
        total = _total(last.semitones, ask, resolve_time.SEMITONES_BY_DEGREE[ask.degree])
        return _set(last, Changes(semitones=max(-24.0, min(total, 24.0))), ask, scene, "semitones")
    if last.op == "stem" and last.action == "gain":
        total = _total(last.gain_db, ask, resolve_sound.GAIN_BY_DEGREE[ask.degree])
        return _set(last, Changes(gain_db=max(-60.0, min(total, 12.0))), ask, scene, "gain_db")
    if last.op in ("mood", "style", "layer"):
        return _amounted(ask, scene, last)
    if last.op == "pan":
        side = last.position * (ask.quantity.value if ask.quantity else 1 + 0.5 * ask.way)
        changes = Changes(position=max(-1.0, min(round(side, 3), 1.0)))
        return _set(last, changes, ask, scene, "position")
    return Clarify(about="what", sentence="More or less of what?", options=_MORE)


_AMOUNTS: tuple[Amount, ...] = ("subtle", "medium", "heavy")


def _amounted(ask: Ask, scene: Scene, last: Any) -> Outcome:
    """A mood, a style or a new part one step stronger or weaker."""
    at = _AMOUNTS.index(last.amount) + (ask.way if not ask.quantity or ask.quantity.value > 1 else -1)
    if not 0 <= at < len(_AMOUNTS):
        return Outcome(note="That is as far as it goes.")
    return _set(last, Changes(amount=_AMOUNTS[at]), ask, scene, "amount")


def _total(now: float, ask: Ask, more: float) -> float:
    """How far it goes now, that many times as far, or that much further the way it went."""
    if ask.quantity:
        return now * ask.quantity.value
    return now + ask.way * (1 if now >= 0 else -1) * more


def _set(step: Any, changes: Changes, ask: Ask, scene: Scene, assumed: Assumable) -> Outcome:
    op = Replace(target=step.id, changes=changes, because=scene.because(ask), assumed=(assumed,))
    return Outcome((op,))


def _ratio(step: Tempo, scene: Scene) -> float:
    return step.ratio if step.ratio is not None else (step.bpm or scene.song_bpm) / scene.song_bpm


_NUMBERLESS = (("stem", "mute"), ("stem", "solo"), ("sections", "keep"), ("sections", "drop"))
_HOLDS: dict[str, tuple[tuple[str, str, float, float, tuple[str, ...]], ...]] = {
    "tempo": (
        ("bpm", "", 30, 300, ()),
        ("ratio", "times", 0.25, 4, ("counts",)),
        ("ratio", "percent", 25, 400, ()),
    ),
    "pitch": (("semitones", "", -12, 12, ("semitones", "tones", "octaves", "cents", "semi")),),
    "stem": (("gain_db", "", -30, 12, ("db",)),),
    "length": (("seconds", "", 10, 1200, ("seconds", "minutes", "secs")),),
    "fade": (("seconds", "", 0, 60, ("seconds", "secs")),),
    "loudness": (("lufs", "", -40, -6, ("lufs", "db")),),
    "sections": (("count", "times", 2, 16, ("counts", "")),),
}


def _changes(step: Any, unit: str, number: float) -> Changes | None:
    """The change that gives this step the number, when its kind, unit and range fit."""
    for field, own, lowest, highest, others in _HOLDS.get(step.op, ()):
        if (unit == own or unit in others) and lowest <= number <= highest:
            if (step.op == "stem" and step.action != "gain") or (
                step.op == "sections" and step.action != "loop"
            ):
                continue
            new = number / 100 if unit == "percent" else number
            return Changes(**{field: int(new) if field == "count" else new})  # type: ignore[arg-type]
    return None
