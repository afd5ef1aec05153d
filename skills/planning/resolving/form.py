"""Resolve sections, length, fades, loudness, promises, and the talk's own undo and redo."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from audio_engine.plan import Assumable, Fade, Keep, Length, Loudness, Sections, Where
from audio_engine.units import StemName
from skills.planning.answers import Clarify
from skills.planning.delta import AddKeep, Changes, Remove, Replace
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import UNNAMED, Place
from skills.planning.resolving import sound as resolve_sound
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import complement, missing_stem, stretches, wheres

FADE_SECONDS = {"small": 2.0, "": 4.0, "medium": 4.0, "big": 10.0}


def sections(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Parts of the song kept, dropped or looped; keeping several parts drops what is between."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    action, because = ask.action, scene.because(ask)
    if action == "keep" and len(places) > 1:
        action, places = "drop", _between(ask, scene)
    if action == "loop" and ask.count is not None and ask.count < 2:
        return Outcome(note="It is played once already.")
    if action == "loop" and ask.count is not None and ask.count > 16:
        return _too_often(ask)
    count: dict[str, Any] = {"count": ask.count} if ask.count and action == "loop" else {}
    assumed: tuple[Assumable, ...] = ("count",) if action == "loop" and not ask.count else ()
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("sections", action=action, where=where)
        if old is None:
            bare = where.model_copy(update={"stems": ()})
            ops.append(
                Sections(action=cast(Any, action), where=bare, because=because, assumed=assumed, **count)
            )
        elif count and old.count != ask.count:
            ops.append(Replace(target=old.id, changes=Changes(count=ask.count), because=because))
    if ask.action == "keep" and ask.count and ask.places:
        looped = sections(replace(ask, action="loop"), scene)
        ops += looped.ops if isinstance(looped, Outcome) else ()
    return Outcome(tuple(ops), "" if ops else "That is done already.")


def _too_often(ask: Ask) -> Clarify:
    name = ask.places[0].part if ask.places else ""
    return Clarify(
        about="how-much",
        sentence="A part can be played 2 to 16 times; how often should it be?",
        options=() if name in UNNAMED else (f"loop the {name} 4 times", f"loop the {name} 16 times"),
    )


def _between(ask: Ask, scene: Scene) -> tuple[Where, ...]:
    inside = [s for p in ask.places if not isinstance(found := stretches(p, scene), Clarify) for s in found]
    length = scene.song.hearing.grid.seconds
    return tuple(
        Where(part="seconds", start=round(a, 3), end=None if b >= length else round(b, 3))
        for a, b in complement(inside, length)[:8]
    )


def keep_or_only(ask: Ask, scene: Scene) -> Outcome | Halt:
    """ "keep the chorus" may mean nothing but the chorus, or the chorus too."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    name = ask.places[0].part if ask.places else "part"
    return Clarify(
        about="which-part",
        sentence=f"Shall only the {name} remain? Otherwise the {name} is in the remix anyway.",
        options=(f"only the {name}",),
    )


def length(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The whole remix brought to a length."""
    seconds = ask.quantity.value if ask.quantity else 0.0
    if ask.quantity and ask.quantity.unit in ("times", "counts"):
        seconds = round(seconds_now(scene) * seconds, 1)
    seconds = round(seconds_now(scene) + ask.way * seconds, 1) if ask.way else seconds
    if not 5 <= seconds <= 3600:
        return Clarify(
            about="how-much",
            sentence="A remix can be 5 seconds to 60 minutes long; how long should it be?",
            options=("make it 30 seconds long", "make it 60 seconds long", "make it 3 minutes long"),
        )
    new: dict[str, Any] = {"seconds": seconds} | ({"ends_on": ask.names[0]} if ask.names else {})
    if ask.names and not any(s.label == ask.names[0] for s in scene.song.hearing.grid.sections):
        return Clarify(about="which-part", sentence=f"This song has no {ask.names[0]} to end on.")
    return _one(Length(**new, because=scene.because(ask)), "length", new, scene, ask)


def seconds_now(scene: Scene) -> float:
    """About how long the remix is by now: the length it was given, else the song at its tempo."""
    given = scene.same_step("length")
    if given is not None:
        return float(given.seconds)
    whole, drops, keeps = scene.song.hearing.grid.seconds, 0.0, 0.0
    for step in scene.plan.of("sections"):
        size = _size(step.where, scene)
        drops += size if step.action == "drop" else 0.0
        drops -= size * (step.count - 1) if step.action == "loop" else 0.0
        keeps += size if step.action == "keep" else 0.0
    return max((keeps or whole) - drops, 0.0) * scene.song_bpm / scene.bpm


def _size(where: Where, scene: Scene) -> float:
    """How many seconds of the song a step's place takes."""
    inside = stretches(Place(where.part, where.nth, where.start, where.end), scene)
    return 0.0 if isinstance(inside, Clarify) else sum(end - start for start, end in inside)


def loudness(ask: Ask, scene: Scene) -> Outcome | Halt:
    """The loudness of the result; "9 LUFS" is -9 LUFS."""
    lufs = -abs(ask.quantity.value) if ask.quantity else 0.0
    if not -40 <= lufs <= -6:
        return Clarify(
            about="how-much",
            sentence="The loudness can be -40 to -6 LUFS; which one should it be?",
            options=("-14 LUFS", "-9 LUFS"),
        )
    return _one(Loudness(lufs=lufs, because=scene.because(ask)), "loudness", {"lufs": lufs}, scene, ask)


def fade(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A fade in, out, or both; "long" and "short" ones have a length of their own."""
    seconds = ask.quantity.value if ask.quantity else FADE_SECONDS[ask.degree]
    if ask.quantity and ask.quantity.unit == "bars":
        seconds = round(seconds * scene.song.hearing.grid.beats_per_bar * 60 / scene.bpm, 2)
    assumed: tuple[Assumable, ...] = () if ask.quantity else ("seconds",)
    if not 0 <= seconds <= 60:
        return Clarify(
            about="how-much",
            sentence="A fade can take up to 60 seconds; how long should it be?",
            options=("fade out over 5 seconds", "fade out over 20 seconds"),
        )
    sides: tuple[Any, ...] = ("in", "out") if ask.action == "both" else (ask.action,)
    ops: tuple[Any, ...] = ()
    for side in sides:
        step = Fade(side=side, seconds=seconds, because=scene.because(ask), assumed=assumed)
        ops += _one(step, "fade", {"seconds": seconds}, scene, ask, side=side).ops
    return Outcome(ops, "" if ops else "The fade is like that already.")


def less_fade(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Fades taken off."""
    gone = [s for s in scene.plan.of("fade") if ask.action in ("", s.side)]
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in gone)
    return Outcome(ops, "" if ops else "There is no such fade in the remix, so nothing changed.")


def less_step(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Steps of a kind taken off: the tempo, the pitch, the key as in the song."""
    gone = scene.plan.of(*ask.names)
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in gone)
    return Outcome(ops, "" if ops else f"The {' and the '.join(ask.names)} is as in the song already.")


def _one(step: Any, op: str, fields: dict[str, float], scene: Scene, ask: Ask, **same: Any) -> Outcome:
    """The step, or the one of its kind that is there with the new fields."""
    old = scene.same_step(op, **same)
    if old is None:
        return Outcome((step,))
    if all(getattr(old, name) == value for name, value in fields.items()):
        return Outcome(note="That is done already.")
    changes = Changes(**cast(Any, fields))
    return Outcome(
        (Replace(target=old.id, changes=changes, because=scene.because(ask), assumed=step.assumed),)
    )


def _heard_again(ask: Ask, scene: Scene) -> tuple[Any, ...]:
    """ "actually keep the drums", after they were muted."""
    muted = any(s.action == "mute" and set(s.where.stems) & set(ask.stems) for s in scene.plan.of("stem"))
    made = resolve_sound.back(ask, scene) if muted else None
    return made.ops if isinstance(made, Outcome) else ()


def promise(ask: Ask, scene: Scene) -> Outcome | Halt:
    """What is to stay: stems heard or untouched; tempo, pitch or length as in the original."""
    gone = missing_stem(ask.stems, scene)
    if gone:
        return gone
    kinds = ask.names if ask.kind == "promise" else (ask.kind,)
    stems = tuple(cast(StemName, s) for s in ask.stems) if ask.kind != "promise" else ()
    ops: list[Any] = list(_heard_again(ask, scene)) if stems else []
    for what in dict.fromkeys(kinds):
        keep = Keep(what=cast(Any, what), stems=stems, because=scene.because(ask))
        if not any(k.what == keep.what and k.stems == keep.stems for k in scene.plan.keep):
            ops.append(AddKeep(keep=keep))
        old = scene.tempo
        if what in ("pitch", "key") and old and old.pitch == "linked":
            ops.append(Replace(target=old.id, changes=Changes(pitch="kept"), because=scene.because(ask)))
    return Outcome(tuple(ops), "" if ops else "That is promised already.")
