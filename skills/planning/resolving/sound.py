"""Resolve stems, effects, styles and layers against the remix so far."""

from __future__ import annotations

import math
from typing import Any, cast

from audio_engine import effects, styles
from audio_engine.plan import Assumable, Effect, Knob, Layer, LayerRole, StemLevel, Where
from audio_engine.units import Amount
from skills.planning.answers import Clarify, OutOfScope
from skills.planning.delta import Changes, Remove, Replace
from skills.planning.frames.asks import Ask
from skills.planning.reading.tokens import Quantity
from skills.planning.resolving.heard import replaced
from skills.planning.resolving.mood import mooded, without
from skills.planning.resolving.scene import Halt, Outcome, Scene
from skills.planning.resolving.wheres import wheres
from skills.planning.resolving.without import given_up, promised_without
from skills.planning.vocabulary.mood_words import is_mood

GAIN_BY_DEGREE = {"small": 2.0, "": 4.0, "medium": 4.0, "big": 8.0}
AMOUNTS: tuple[Amount, ...] = ("subtle", "medium", "heavy")
AMOUNT_BY_DEGREE: dict[str, Amount] = {"small": "subtle", "medium": "medium", "big": "heavy"}


def level(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Stems muted, alone, louder or quieter; a promise that says otherwise is given up for it."""
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    note, gain = "", _gain(ask) if ask.action == "gain" else 0.0
    assumed: tuple[Assumable, ...] = ("gain_db",) if ask.action == "gain" and ask.quantity is None else ()
    ops: list[Any] = [Remove(target=k.id, because=scene.because(ask)) for k in _broken(ask, scene)]
    ops += replaced(ask, scene, scene.same_step("stem", action=ask.action, where=places[0]))
    for where in places:
        old = scene.same_step("stem", action=ask.action, where=where)
        total = round(gain + (old.gain_db if old and not ask.exact else 0.0), 2)
        if not -60 <= total <= 12:
            return _too_loud()
        if old and ask.action == "gain" and not total:
            ops.append(Remove(target=old.id, because=scene.because(ask)))
            note = "The level is that of the song again."
        elif old and ask.action == "gain":
            change = Changes(gain_db=total)
            ops.append(Replace(target=old.id, changes=change, because=scene.because(ask), assumed=assumed))
        elif not old:
            ops.append(
                StemLevel(
                    action=cast(Any, ask.action),
                    gain_db=total,
                    where=where,
                    because=scene.because(ask),
                    assumed=assumed,
                )
            )
    return Outcome(tuple(ops), note if ops else f"That is already so: {_names(ask.stems)} stay as they are.")


def _broken(ask: Ask, scene: Scene) -> list[Any]:
    kept = [k for k in scene.plan.keep if k.what in ("audible", "untouched")]
    if ask.action == "solo" and not ask.places and not ask.scopes:
        return [k for k in kept if not set(k.stems) <= set(ask.stems)]
    gone = set(ask.stems) if ask.action == "mute" else set()
    return [k for k in kept if gone & set(k.stems)]


def _names(stems: tuple[str, ...]) -> str:
    return " and ".join(stems)


def _gain(ask: Ask) -> float:
    """The change in dB; percent and "twice" are read as amplitude: 20 log10."""
    said = ask.quantity
    if said is None:
        return ask.way * GAIN_BY_DEGREE[ask.degree]
    if said.unit in ("db", ""):
        return said.value if ask.exact or said.signed else ask.way * abs(said.value)
    share = abs(said.value) / (100 if said.unit == "percent" else 1)
    if said.unit == "percent" and not ask.exact:
        share = 1 + ask.way * share
    elif ask.way < 0 and share > 1 and not ask.exact:
        share = 1 / share
    return 20 * math.log10(share) if share > 0.001 else -60.0


def _too_loud() -> Clarify:
    return Clarify(
        about="how-much",
        sentence="A stem can be up to 12 dB louder and 60 dB quieter; how much should it be?",
    )


def back(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Muted stems brought back, and what was alone no longer alone; all of them when none is named."""
    ops: list[Any] = []
    for step in scene.plan.of("stem"):
        here = set(step.where.stems) & set(ask.stems or step.where.stems)
        silenced = (step.action == "mute" and here) or (step.action == "solo" and (not here or not ask.stems))
        if not silenced:
            continue
        rest = tuple(s for s in step.where.stems if s not in here)
        if step.action == "mute" and rest:
            changes = Changes(where=step.where.model_copy(update={"stems": rest}))
            ops.append(Replace(target=step.id, changes=changes, because=scene.because(ask)))
        else:
            ops.append(Remove(target=step.id, because=scene.because(ask)))
    return Outcome(
        tuple(ops),
        ""
        if ops
        else f"Nothing silences {_names(ask.stems) or 'a stem'}, so there is nothing to bring back.",
    )


def effect(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Effects put on, or those there are made more, less or other."""
    if EVERY_EFFECT in ask.names:
        return Clarify(about="what", sentence="Which effect?", options=tuple(f"add {n}" for n in _OFFERED))
    named = tuple(n for n in ask.names if not is_mood(n))
    felt = [mooded(name, ask, scene) for name in ask.names if is_mood(name)]
    if felt and not isinstance(felt[0], Outcome):
        return felt[0]
    done = [f for f in felt if isinstance(f, Outcome)]
    unknown = [n for n in named if n not in effects.SHELF]
    if unknown:
        return OutOfScope(
            sentence=f"I have no {unknown[0]}; my effects are {', '.join(effects.SHELF)}.", kind="not-yet"
        )
    places = wheres(ask, scene)
    if isinstance(places, Clarify):
        return places
    made = done + [_effect_there(name, ask, scene, where) for name in named for where in places]
    broken = given_up(ask, scene) if any(o.ops for o in made) else ()
    return Outcome(broken + tuple(op for o in made for op in o.ops), " ".join(o.note for o in made if o.note))


EVERY_EFFECT = "*"
_OFFERED = ("reverb", "delay", "lowpass", "flanger")


def _effect_there(name: str, ask: Ask, scene: Scene, where: Where) -> Outcome:
    old = scene.same_step("effect", name=name, where=where)
    if old is None and ask.way and where == Where():
        old = scene.same_step("effect", name=name)
    knobs = _knobs(name, ask, scene)
    if old is None:
        return _new_effect(name, ask, scene, where, knobs)
    amount = _moved(old.amount, ask)
    because = scene.because(ask)
    if amount is None:
        return Outcome((Remove(target=old.id, because=because),))
    changes = {"amount": amount} if amount != old.amount else {}
    if knobs and knobs != old.knobs:
        kept = tuple(k for k in old.knobs if k.name not in {n.name for n in knobs})
        changes["knobs"] = (kept + knobs)[:6]  # type: ignore[assignment]
    if not changes:
        return Outcome(note=f"The {name} is already {old.amount}.")
    return Outcome((Replace(target=old.id, changes=Changes(**changes), because=because),))  # type: ignore[arg-type]


def _new_effect(name: str, ask: Ask, scene: Scene, where: Where, knobs: tuple[Knob, ...]) -> Outcome:
    if ask.way < 0:
        return Outcome(note=f"There is no {name} in the remix to turn down.")
    amount = AMOUNT_BY_DEGREE.get(ask.degree, "medium")
    assumed: tuple[Assumable, ...] = () if ask.degree or knobs else ("amount",)
    step = Effect(
        name=name, amount=amount, knobs=knobs, where=where, because=scene.because(ask), assumed=assumed
    )
    return Outcome((step,))


def _moved(amount: Amount, ask: Ask) -> Amount | None:
    """The amount one step on for "more" and "less" (two for "a lot"); None is off."""
    if not ask.way:
        return AMOUNT_BY_DEGREE.get(ask.degree, amount)
    at = AMOUNTS.index(amount) + ask.way * (2 if ask.degree == "big" else 1)
    return AMOUNTS[min(at, 2)] if at >= 0 else None


def _knobs(name: str, ask: Ask, scene: Scene) -> tuple[Knob, ...]:
    """The settings said in numbers, under the names this effect has for them."""
    have = tuple(effects.SHELF.take(name).KNOBS) if ask.knobs else ()
    found: dict[str, Knob] = {}
    for said, measure in ask.knobs:
        for knob in have:
            value = in_unit(knob, measure, scene, named=bool(said))
            if value is not None and knob not in found and (not said or knob.startswith(said)):
                stops = effects.SHELF.take(name).KNOBS[knob]
                found[knob] = Knob(name=knob, value=round(max(stops.lowest, min(value, stops.highest)), 4))
                break
    return tuple(found.values())


def in_unit(knob: str, said: Quantity, scene: Scene, *, named: bool = False) -> float | None:
    """The measure in the unit at the end of the knob's name; None when it is of another kind.

    A bare number is in that unit where the knob is named, or where it can be nothing else.
    """
    unit = knob.rsplit("_", 1)[-1]
    if unit == "beats" and said.unit in ("seconds", "milliseconds", "minutes", "secs"):
        return said.value * scene.bpm / 60
    if unit in ("seconds", "ms") and said.unit in ("seconds", "milliseconds", "minutes", "secs"):
        return said.value * (1000 if unit == "ms" else 1)
    if unit == "hz" and said.unit in ("hz", "khz"):
        return said.value
    if unit == said.unit == "percent":
        return said.value
    if unit == said.unit == "cents":
        return said.count
    if said.unit in ("", "beats") and unit == "beats":
        return said.value if named else None
    if said.unit == "":
        bare = named or (unit == "hz" and said.value >= 20) or unit == "percent"
        return said.value if bare else None
    return said.value if unit == said.unit == "db" else None


def less_effect(ask: Ask, scene: Scene) -> Outcome | Halt:
    """Effects taken off; none of that name is nothing to do, and said."""
    stems = {n for s in ask.scopes for n in s.stems} | set(ask.stems)
    there = [s for s in scene.plan.of("effect") if s.name in ask.names or EVERY_EFFECT in ask.names]
    there = [s for s in there if not stems or stems & set(s.where.stems)] or ([] if stems else there)
    ops = tuple(Remove(target=s.id, because=scene.because(ask)) for s in there) + without(ask, scene)
    names = "effect" if EVERY_EFFECT in ask.names else " or ".join(n.lstrip("~-") for n in ask.names)
    if ops:
        return Outcome(ops)
    told = "and none will come in" if promised_without(ask, scene) else "so nothing changed"
    return Outcome(promised_without(ask, scene), f"There is no {names} in the remix, {told}.")


def layer(ask: Ask, scene: Scene) -> Outcome | Halt:
    """New drums or a new bass line; "replace" mutes the song's own."""
    made = [_layer_of(instrument, ask, scene) for instrument in ask.stems]
    halt = next((m for m in made if not isinstance(m, Outcome)), None)
    done = [m for m in made if isinstance(m, Outcome)]
    notes = " ".join(m.note for m in done if m.note)
    return halt or Outcome(tuple(op for m in done for op in m.ops), notes)


def _layer_of(instrument: Any, ask: Ask, scene: Scene) -> Outcome | Halt:
    there = [s for s in scene.plan.of("layer") if s.instrument == instrument]
    because = scene.because(ask)
    if ask.action == "remove":
        gone = [s for s in there if not ask.names or s.style == ask.names[0]]
        note = "" if gone else f"No new {instrument} were added, so there are none to remove."
        return Outcome(tuple(Remove(target=s.id, because=because) for s in gone), note)
    places = wheres(ask, scene, own_stems=False)
    if isinstance(places, Clarify):
        return places
    where = places[0].model_copy(update={"stems": ()})
    name = ask.names[0] if ask.names else style_for(scene, instrument)
    assumed: tuple[Assumable, ...] = () if ask.names else ("style",)
    ops: list[Any] = [Remove(target=s.id, because=because) for s in there if s.where == where]
    if ask.action == "replace" and not scene.same_step(
        "stem", action="mute", where=Where(stems=(instrument,))
    ):
        muted = where.model_copy(update={"stems": (instrument,)})
        ops.append(StemLevel(action="mute", where=muted, because=because))
    amount = AMOUNT_BY_DEGREE.get(ask.degree, "medium")
    ops.append(
        Layer(
            instrument=instrument,
            style=name,
            amount=amount,
            where=where,
            because=because,
            assumed=(*assumed, "amount"),
        )
    )
    return Outcome(tuple(ops))


_NEUTRAL = {"keys": "acoustic", "pad": "ambient", "lead": "synthwave"}
"""Styles whose parts sit well in any song; drums and basses go by the tempo instead."""


def style_for(scene: Scene, instrument: LayerRole) -> str:
    """The style of the remix, else one with such a part, whose tempo is nearest to the remix's."""
    playing = styles.styles_with(instrument)
    named = [step.name for step in scene.plan.of("style") if step.name in playing]
    if named:
        return str(named[-1])
    if _NEUTRAL.get(instrument) in playing:
        return _NEUTRAL[instrument]
    return min(playing, key=lambda name: (*_tempo_distance(name, scene.bpm), name))


def _tempo_distance(name: str, bpm: float) -> tuple[float, float]:
    """How far a tempo is outside the range of a style, and how far from its middle."""
    wish = styles.style(name).tempo
    if wish.low_bpm is None or wish.high_bpm is None:
        return (math.inf, 0.0)
    middle = (wish.low_bpm + wish.high_bpm) / 2
    return (max(wish.low_bpm - bpm, bpm - wish.high_bpm, 0.0), abs(bpm - middle))
