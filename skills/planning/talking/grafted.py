"""Grafted: the ops that bring some stems of a plan to what they are in other versions of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from audio_engine import styles
from audio_engine.expand import OWN_STEMS
from audio_engine.plan import RemixPlan
from audio_engine.units import STEMS, StemName
from skills.catalog.song import SongFacts
from skills.planning.delta import Changes, DeltaOp, Redo, Remove, Replace, Undo

Pairs = Sequence[tuple[Sequence[str], int]]

_OF_STEMS = ("stem", "pan", "duck", "feel", "effect", "mood", "style", "pitch", "layer")
_USUAL: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")


def grafted(
    pairs: Pairs, base: int | None, plans: Sequence[RemixPlan], now: int, song: SongFacts
) -> tuple[tuple[DeltaOp, ...], str]:
    """The ops, and a sentence on what could not be taken over, "" when all could.

    pairs: stems, "-vocals" for all but the vocals, and the number of their version in `plans`. base: the
    version that everything else is taken from, None to leave it as it is in plan `now`. Everything that
    holds on a stem comes along, also what holds on the whole mix there; tempo, form and loudness do not.
    """
    ops: list[DeltaOp] = []
    if base is not None and base != now:
        ops.append(Undo(steps=now - base) if base < now else Redo(steps=base - now))
    plan, notes = plans[now if base is None else base], list[str]()
    everything = tuple(s for s in STEMS if s in _everything(pairs, plans, song))
    for said, version in pairs:
        stems = _named(said, everything)
        for stem in stems:
            plan = _with_stem(stem, plan, plans[version], everything, notes)
    return (*ops, *_difference(plans[now if base is None else base], plan)), " ".join(dict.fromkeys(notes))


def _everything(pairs: Pairs, plans: Sequence[RemixPlan], song: SongFacts) -> set[StemName]:
    """Every stem of the song: its own, or the usual ones and those that were ever named."""
    if song.stems:
        return set(song.stems)
    named = {n for said, _ in pairs for name in said for n in name.lstrip("-").split("-")}
    held = {s for plan in plans for step in plan.steps for s in step.where.stems}
    return {*_USUAL, *held, *cast(set[StemName], named)}


def _named(said: Sequence[str], everything: tuple[StemName, ...]) -> tuple[StemName, ...]:
    found: list[StemName] = []
    for name in said:
        out = set(name[1:].split("-")) if name.startswith("-") else set[str]()
        found += [s for s in everything if (s not in out if out else s == name)]
    return tuple(dict.fromkeys(found))


def _with_stem(
    stem: StemName, plan: RemixPlan, source: RemixPlan, everything: tuple[StemName, ...], notes: list[str]
) -> RemixPlan:
    """The plan with all that holds on that stem as it is in the source, and all else as it was."""
    steps: list[Any] = []
    for step in plan.steps:
        if step in source.steps or not _touches(step, stem):
            steps.append(step)
        elif (rest := _off(step, stem, everything)) is not None:
            steps.append(rest)
    for step in source.steps:
        if step in plan.steps or not _touches(step, stem):
            continue
        if step.op == "style" and _names_others(step.name, stem):
            notes.append(f"The {step.name} style cannot be on the {stem} alone, so I left it out.")
        else:
            steps.append(_on(step, stem))
    return plan.model_copy(update={"steps": tuple(_joined(steps))})


def _touches(step: Any, stem: StemName) -> bool:
    if step.op not in _OF_STEMS:
        return False
    if step.op == "layer":
        return _own(step) == stem
    if step.op == "stem" and step.action == "solo":
        return stem not in step.where.stems
    return not step.where.stems or stem in step.where.stems


def _own(layer: Any) -> StemName:
    own = OWN_STEMS[layer.instrument]
    return own[-1] if own else "drums"


def _off(step: Any, stem: StemName, everything: tuple[StemName, ...]) -> Any | None:
    """The step without that stem; None when it held on nothing else."""
    if step.op == "layer":
        return None
    if step.op == "stem" and step.action == "solo":
        return _moved(step, (*step.where.stems, stem))
    rest = tuple(s for s in step.where.stems or everything if s != stem)
    if not rest:
        return None
    if step.op == "style" and any(_names_others(step.name, s, rest) for s in rest):
        return step
    return _moved(step, rest)


def _on(step: Any, stem: StemName) -> Any:
    """The step on that stem alone, as a new one; what another stem's solo silences is muted."""
    if step.op == "layer":
        return step.model_copy(update={"id": 0})
    if step.op == "stem" and step.action == "solo":
        step = step.model_copy(update={"action": "mute"})
    return _moved(step, (stem,)).model_copy(update={"id": 0})


def _moved(step: Any, stems: Sequence[StemName]) -> Any:
    ordered = tuple(s for s in STEMS if s in stems)
    return step.model_copy(update={"where": step.where.model_copy(update={"stems": ordered})})


def _names_others(style: str, stem: StemName, among: Sequence[StemName] = ()) -> bool:
    """Whether the style changes a stem by name that it is not to hold on."""
    named = {s for step in styles.style(style).steps for s in step.get("stems", ())}
    return not named <= {stem, *among}


def _joined(steps: Sequence[Any]) -> list[Any]:
    """New steps that differ only in their stems as one step on all of them."""
    out: list[Any] = []
    for step in steps:
        twin = next((o for o in out if _is_twin(o, step)), None)
        if twin is None:
            out.append(step)
        else:
            out[out.index(twin)] = _moved(twin, (*twin.where.stems, *step.where.stems))
    return out


def _is_twin(one: Any, other: Any) -> bool:
    if one.id or other.id or one.op != other.op or one.op == "layer":
        return False
    return bool(_moved(one, ()) == _moved(other, ()))


def _difference(before: RemixPlan, after: RemixPlan) -> list[DeltaOp]:
    """The ops that make the one plan the other: removed, on other stems, new."""
    old, kept = {s.id: s for s in before.steps}, {s.id: s for s in after.steps if s.id}
    ops: list[DeltaOp] = [Remove(target=i) for i in old if i not in kept]
    ops += [
        Replace(target=i, changes=Changes(where=kept[i].where)) for i in kept if kept[i].where != old[i].where
    ]
    return [*ops, *(s for s in after.steps if not s.id)]
