"""Resolve arrangement: parts moved, copied, swapped, resized and reversed, and transitions into them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal, cast

from audio_engine.plan import Assumable, Sections, Transition, Where
from skills.planning.answers import Clarify
from skills.planning.delta import Changes, Replace
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import Place, Scope
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import stretches, wheres

USUAL_BARS = 2


def two_places(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A part moved or copied beside another, or two parts in each other's place."""
    target = ask.scopes[0].places[0]
    inside = Scope(places=(Place(target.part, target.nth, target.start, target.end),))
    parts = _one(Ask(kind="sections", places=ask.places), scene)
    others = _one(Ask(kind="sections", scopes=(inside,)), scene)
    if isinstance(parts, Clarify):
        return parts
    if isinstance(others, Clarify):
        return others
    at = _side({target.side}, others)
    if parts == others:
        sentence = "Those two are the same part; which other one did you mean?"
        return Clarify(about="which-part", sentence=sentence)
    step = Sections(action=cast(Any, ask.action), where=parts, to=others, at=at, because=scene.because(ask))
    return Outcome((step,))


def _one(ask: Ask, scene: Scene) -> Where | Clarify:
    """The one place that is named; the first, where a section comes more than once."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    where = places[0]
    if where.part in ("whole", "bars", "seconds") or where.nth is not None:
        return where
    many = sum(section.label == where.part for section in scene.song.hearing.grid.sections)
    return where if many == 1 else where.model_copy(update={"nth": 1})


def resized(ask: Ask, scene: Scene) -> Outcome | Halt:
    """A part longer or shorter by bars, played backwards, or with silence beside it."""
    sides = {p.side for s in ask.scopes for p in s.places} if ask.action == "silence" else set()
    bare = tuple(
        Scope(tuple(Place(p.part, p.nth, p.start, p.end) for p in s.places)) if sides else s
        for s in ask.scopes
    )
    places = wheres(Ask(kind="sections", places=ask.places, scopes=bare), scene)
    if isinstance(places, Clarify):
        return places
    if ask.action in ("trim", "extend") and any(where.part == "whole" for where in places):
        return Clarify(about="which-part", sentence="Which part of the song do you mean?")
    if any(not ask.count and not _share_of(where, ask, scene) for where in places):
        name = places[0].part
        sentence = f"The {name} is too short for that. Shall it be left out altogether?"
        return Clarify(about="how-much", sentence=sentence, options=(f"drop the {name}", f"halve the {name}"))
    shared = ask.action in ("trim", "extend") and ask.count is None
    assumed: tuple[Assumable, ...] = (
        ("bars",) if shared or (ask.action == "silence" and not ask.count) else ()
    )
    steps = [
        Sections(
            action=cast(Any, ask.action),
            where=where,
            bars=ask.count or _share_of(where, ask, scene),
            at=_side(sides, where),
            because=scene.because(ask),
            assumed=assumed,
        )
        for where in places
        if scene.same_step("sections", action=ask.action, where=where, bars=ask.count or 1) is None or shared
    ]
    return Outcome(tuple(steps), "" if steps else "That is done already.")


def _side(sides: Collection[str], where: Where) -> Literal["before", "after"]:
    """Before or after the place; a time is one moment, and what is put there comes before what goes on."""
    moment = where.part == "seconds" and where.end is None
    return "after" if {*sides} & {"after", "from", "through"} and not moment else "before"


def _share_of(where: Where, ask: Ask, scene: Scene) -> int:
    """The bars of a part that are added or left out: as said, or half of them; 0 where that cannot be."""
    inside = stretches(Place(where.part, where.nth, where.start, where.end), scene)
    if ask.action not in ("trim", "extend") or isinstance(inside, Clarify):
        return 1
    bar = scene.song.hearing.grid.beats_per_bar * 60 / scene.song_bpm
    there, said = (inside[0][1] - inside[0][0]) / bar, ask.quantity
    bars = there / 2 if said is None else said.value
    if said is not None and said.unit == "share":
        bars = said.value * there
    elif said is not None and said.unit != "bars":
        bars = said.value / bar
    if ask.exact:
        bars = there - bars if ask.action == "trim" else bars - there
    too_much = bars < 0.5 or (ask.action == "trim" and bars > there - 0.5)
    return 0 if too_much else int(max(1, min(round(bars), 64)))


def transition(ask: Ask, scene: Scene) -> Outcome | Halt:
    """How the song goes into a part: before it, or, where none is named, before every section."""
    named = [*ask.places, *(p for s in ask.scopes for p in s.places)]
    into = tuple(Place(i.part, i.nth, i.start, i.end) for p in named for i in _next(p, scene))
    places = wheres(Ask(kind="sections", places=into), scene)
    if isinstance(places, Clarify):
        return places
    bars, name = ask.count or USUAL_BARS, ask.names[0]
    assumed: tuple[Assumable, ...] = () if ask.count else ("bars",)
    ops: list[Any] = []
    for where in places:
        old = scene.same_step("transition", name=name, where=where)
        if old is None:
            step = Transition(name=name, bars=bars, where=where, because=scene.because(ask), assumed=assumed)
            ops.append(step)
        elif ask.count and old.bars != bars:
            ops.append(Replace(target=old.id, changes=Changes(bars=bars), because=scene.because(ask)))
    return Outcome(tuple(ops), "" if ops else f"There is a {name} there already.")


def _next(place: Place, scene: Scene) -> tuple[Place, ...]:
    """ "after the bridge" leads into what follows every such part; each other place is what it is."""
    labels = [s.label for s in scene.song.hearing.grid.sections]
    at = [i for i, label in enumerate(labels) if label == place.part]
    if place.side != "after" or not at or at[-1] + 1 >= len(labels):
        return (place,)
    if place.nth is not None:
        at = at[place.nth - 1 :][:1] if place.nth > 0 else at[place.nth :][:1]
    return tuple(Place(labels[i + 1], labels[: i + 2].count(labels[i + 1])) for i in at) or (place,)
