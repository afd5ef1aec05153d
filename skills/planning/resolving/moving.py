"""Resolve what moves along the song: effects whose knobs go from one setting to another, on its beats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from audio_engine import effects
from audio_engine.plan import Assumable, Effect, Move, Point, Where
from audio_engine.units import Amount
from skills.planning.answers import Clarify, OutOfScope
from skills.planning.delta import Remove
from skills.planning.frames.asks import Ask
from skills.planning.reading.places import Place
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.sound import AMOUNT_BY_DEGREE, AMOUNTS, in_unit
from skills.planning.resolving.wheres import stretches, wheres
from skills.planning.vocabulary.mood_words import is_mood

SWELL_DB = {"small": 6.0, "": 12.0, "medium": 12.0, "big": 24.0}
APPROACH_BARS = 4
"""How long a swell into a part takes where no bars are said."""

_LEVELS = ("louder", "quieter", "in", "out")
_SILENT_DB = -60.0
_FADED_IN = ((0.0, _SILENT_DB), (0.1, -20.0), (0.5, -6.0), (1.0, 0.0))
"""A straight line in amplitude, drawn in dB."""

_FALLING = ("quieter", "out", "less", "close")
_ALONE = ("wet_percent", "noise_db", "cutoff_hz", "gain_db", "position_percent")
"""Knobs that say by themselves how much there is of an effect, the first of those that it has."""

Line = tuple[tuple[float, float], ...]


def moving(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Effects that grow, fall or sweep over the part that is named, or over the whole song."""
    unknown = [n for n in ask.names if is_mood(n) or n not in effects.SHELF]
    if unknown:
        return at_once_only("mood" if is_mood(unknown[0]) else unknown[0])
    places = _places(ask, scene)
    if isinstance(places, Clarify):
        return places
    made = [_moved_there(name, ask, scene, where) for name in ask.names for where in places]
    return Outcome(tuple(op for o in made for op in o.ops), " ".join(o.note for o in made if o.note))


def at_once_only(what: str) -> OutOfScope:
    """The sentence for what cannot change little by little."""
    sentence = f"I can change the {what} at once so far, not little by little."
    return OutOfScope(sentence=f"{sentence} Tempo, levels and effects I can.", kind="not-yet")


def _places(ask: Ask, scene: Scene) -> tuple[Where, ...] | Clarify:
    """Where it moves: "into the chorus" and "over 8 bars before the drop" are the bars before that part."""
    named = [*ask.places, *(p for s in ask.scopes for p in s.places)]
    bare = Ask(kind="moving", stems=ask.stems, scopes=tuple(s for s in ask.scopes if not s.places))
    if _leads_there(ask, named):
        stems = wheres(bare, scene)
        return stems if isinstance(stems, Clarify) else _approaches(ask, scene, named, stems[0])
    places = wheres(ask, scene)
    if isinstance(places, Clarify) or named or ask.count is None:
        return places
    last = ask.action in _FALLING
    start, end = (-float(ask.count), -1.0) if last else (1.0, float(ask.count))
    return tuple(w.model_copy(update={"part": "bars", "start": start, "end": end}) for w in places)


def _leads_there(ask: Ask, named: Sequence[Place]) -> bool:
    """Whether it happens in the bars before the part that is named, not in the part."""
    into = any(t.kind == "scope" and t.text.split()[0] in ("into", "up", "to") for t in ask.said)
    counted = ask.count is not None and all(p.side in ("before", "until") for p in named)
    return bool(named) and (counted or (into and ask.action in ("louder", "quieter", "open", "close")))


def _approaches(ask: Ask, scene: Scene, named: list[Place], stems: Where) -> tuple[Where, ...] | Clarify:
    lines = scene.song.hearing.grid.bar_lines()
    found: list[Where] = []
    for place in named:
        inside = stretches(Place(place.part, place.nth, place.start, place.end), scene)
        if isinstance(inside, Clarify):
            return inside
        for begins, _ in inside:
            bar = min(range(len(lines)), key=lambda n: abs(lines[n] - begins))
            first = max(bar - (ask.count or APPROACH_BARS), 0)
            if bar > first:
                found.append(Where(part="bars", start=first + 1, end=bar, stems=stems.stems))
    nothing = "There is nothing before that: it begins the song."
    return tuple(found[:8]) or Clarify(about="which-part", sentence=nothing)


def _moved_there(name: str, ask: Ask, scene: Scene, where: Where) -> Outcome:
    old = scene.same_step("effect", name=name, where=where)
    if ask.action == "less" and old is None:
        return Outcome(note=f"There is no {name} in the remix to turn down.")
    amount = _amount(ask, old)
    lines = _lines(name, ask, scene, old, amount)
    moves = tuple(_move(knob, line, ask, scene, where) for knob, line in lines)
    if not moves:
        return Outcome(note=f"The {name} has no such setting, so nothing changed.")
    told = ask.degree or ask.quantity or ask.action in ("sweep", "in", "out", "less")
    assumed: tuple[Assumable, ...] = () if told else ("amount",)
    because = scene.because(ask)
    gone = (Remove(target=old.id, because=because),) if old else ()
    step = Effect(name=name, amount=amount, moves=moves, where=where, because=because, assumed=assumed)
    return Outcome((*gone, step))


def _amount(ask: Ask, old: Any) -> Amount:
    if old is None or ask.action == "less":
        return old.amount if old else AMOUNT_BY_DEGREE.get(ask.degree, "medium")
    more = AMOUNTS[min(AMOUNTS.index(old.amount) + 1, 2)]
    return AMOUNT_BY_DEGREE.get(ask.degree, more)


def _move(knob: str, line: Line, ask: Ask, scene: Scene, where: Where) -> Move:
    """The line over the whole place, or over the bars that were said from its start on."""
    within = ask.count is not None and where.part != "bars"
    beats = scene.song.hearing.grid.beats_per_bar * (ask.count or 1)
    points = tuple(Point(at=round(at * beats, 4) if within else at, value=value) for at, value in line)
    return Move(knob=knob, unit="beats" if within else "share", points=points)


def _lines(name: str, ask: Ask, scene: Scene, old: Any, amount: Amount) -> list[tuple[str, Line]]:
    """Each knob that moves, with its points as shares of the place."""
    if ask.action == "sweep":
        return _swept(name, ask, scene)
    if name == "level":
        return [("gain_db", _level(ask))]
    if name == "pan":
        return [("position_percent", _across(ask))]
    now = effects.settings(name, old.amount, {k.name: k.value for k in old.knobs}) if old else {}
    target = effects.settings(name, amount, {})
    lines: list[tuple[str, Line]] = []
    for knob in _intensity(name):
        stops = effects.SHELF.take(name).KNOBS[knob]
        none = stops.lowest if stops.subtle < stops.heavy else stops.highest
        ends = {"more": (now.get(knob, none), target[knob]), "less": (now.get(knob, none), none)}
        ends |= {"open": (stops.heavy, none), "close": (none, stops.heavy)}
        start, end = ends[ask.action]
        lines.append((knob, ((0.0, start), (1.0, end))))
    return lines


def _intensity(name: str) -> tuple[str, ...]:
    """The knobs that say how much there is of an effect."""
    knobs = effects.SHELF.take(name).KNOBS
    alone = next((k for k in _ALONE if k in knobs and knobs[k].subtle != knobs[k].heavy), None)
    several = tuple(k for k, stops in knobs.items() if stops.subtle != stops.heavy)
    return (alone,) if alone else several[:4]


def _level(ask: Ask) -> Line:
    """A swell ends, and what falls away begins, at the song's own level."""
    said = abs(ask.quantity.value) if ask.quantity and ask.quantity.unit in ("db", "") else None
    low = -min(said if said is not None else SWELL_DB[ask.degree], -_SILENT_DB)
    rising = {"in": _FADED_IN, "louder": ((0.0, low), (1.0, 0.0))}
    falling = tuple((round(1.0 - at, 4), value) for at, value in reversed(_FADED_IN))
    return (rising | {"out": falling, "quieter": ((0.0, 0.0), (1.0, low))})[ask.action]


def _across(ask: Ask) -> Line:
    """From one side to the other, or from the middle to a side."""
    share = 100.0 if ask.quantity is None else min(abs(ask.quantity.value), 100.0)
    side = {"left": -share, "right": share, "middle": 0.0}
    if ask.action.startswith("across-"):
        end = side[ask.action.removeprefix("across-")]
        return ((0.0, -end), (1.0, end))
    return ((0.0, 0.0), (1.0, side[ask.action]))


def _swept(name: str, ask: Ask, scene: Scene) -> list[tuple[str, Line]]:
    (said, first), (_, last) = ask.knobs
    for knob, stops in effects.SHELF.take(name).KNOBS.items():
        ends = [in_unit(knob, measure, scene, named=bool(said)) for measure in (first, last)]
        if (not said or knob.startswith(said)) and None not in ends:
            start, end = (round(max(stops.lowest, min(v, stops.highest)), 4) for v in ends if v is not None)
            return [(knob, ((0.0, start), (1.0, end)))]
    return []
