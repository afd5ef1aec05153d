"""Styles and moods taken apart: a plan with them becomes the same plan in plain steps.

Clearance and the engine both work on what comes out of here, so a style can hide nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_args

from pydantic import TypeAdapter

from audio_engine import moods, transitions
from audio_engine.grid import Hearing
from audio_engine.plan import Effect, Layer, LayerRole, Mood, RemixPlan, StemLevel, Step, Style, Tempo
from audio_engine.styles import StyleData, TempoWish, style
from audio_engine.units import Amount, StemName

NEAREST_RATIO, FARTHEST_RATIO = 0.72, 1.4
"""A style moves the tempo no farther than this: beyond it, a song no longer sounds like itself."""

AMOUNTS: tuple[Amount, ...] = get_args(Amount)

OWN_STEMS: dict[LayerRole, tuple[StemName, ...]] = {
    "drums": ("drums",),
    "percussion": (),
    "bass": ("bass",),
    "keys": ("piano", "other"),
    "pad": ("other",),
    "lead": ("other",),
}
"""Which of the song's stems a new part can stand in for: the first that the song has; percussion joins."""

_STEP: TypeAdapter[Step] = TypeAdapter(Step)


def expand(plan: RemixPlan, hearing: Hearing, stems: Collection[StemName] = ()) -> RemixPlan:
    """The plan with each style and mood replaced by its steps, which keep its id, scope and words.

    A style asks for its tempo only where the plan names none itself, of several styles the last; what
    a transition does to the song follows it as plain steps, by the form that was heard. stems: those
    the song has of its own, () when it will be taken apart. A style works on the stems that are there;
    a stem that somebody named in words is left for the render to miss. A layer that plays instead of
    the song's own stem becomes that stem's silence, and the layer. A plan that was expanded comes back
    as it is. An effect that the plan promises to be without is left out of its styles and moods.
    """
    own_tempo = bool(plan.of("tempo"))
    steps: list[Step] = []
    styles = plan.of("style")
    unwanted = {name for keep in plan.keep for name in keep.effects}
    for step in plan.steps:
        if isinstance(step, Style):
            leads = not own_tempo and step is styles[-1]
            found = _steps_of(step, style(step.name), hearing.grid.tempo_bpm if leads else None)
            steps.extend(_wanted(_plain(_on_stems(found, step, stems), stems), unwanted))
        elif isinstance(step, Mood):
            steps.extend(_wanted(_plain((step,), stems), unwanted))
        else:
            steps.extend(_plain((step,), stems))
    plain = plan.model_copy(update={"steps": tuple(steps)})
    return transitions.expanded(plain, hearing) if plain.of("transition") else plain


def _wanted(steps: Iterable[Step], unwanted: Collection[str]) -> Iterator[Step]:
    """The steps without the effects that the plan promises to do without."""
    return (step for step in steps if not isinstance(step, Effect) or step.name not in unwanted)


def _plain(steps: Iterable[Step], stems: Collection[StemName]) -> Iterator[Step]:
    """The steps: moods as their effects, layers that play instead of a stem as its silence and themselves."""
    for step in steps:
        if isinstance(step, Mood):
            yield from moods.steps(step)
            continue
        if not isinstance(step, Layer) or not step.instead:
            yield step
            continue
        own = [s for s in OWN_STEMS[step.instrument] if s in stems or (not stems and s != "piano")]
        if own:
            where = step.where.model_copy(update={"stems": (own[0],)})
            yield StemLevel(id=step.id, because=step.because, action="mute", where=where)
        yield step.model_copy(update={"instead": False})


def _steps_of(step: Style, data: StyleData, tempo_bpm: float | None) -> list[Step]:
    found: list[Step] = []
    whole = step.where.part == "whole"
    ratio = _ratio(data.tempo, tempo_bpm, step.amount) if tempo_bpm and whole else None
    if ratio is not None:
        linked = data.tempo.linked_ratio is not None
        found.append(
            Tempo(
                id=step.id,
                because=step.because,
                assumed=("ratio",),
                ratio=ratio,
                pitch="linked" if linked else "kept",
            )
        )
    for raw in (*data.steps, *data.mastering):
        if _comes_in(raw, step.amount):
            named = {"id": step.id, "because": step.because}
            found.append(_STEP.validate_python(_filled_in(dict(raw), step) | named))
    return found


def _comes_in(raw: dict[str, Any], amount: Amount) -> bool:
    """Whether a style's step belongs to an intensity: `from` one on, `upto` another."""
    first, last = raw.get("from", AMOUNTS[0]), raw.get("upto", AMOUNTS[-1])
    return AMOUNTS.index(first) <= AMOUNTS.index(amount) <= AMOUNTS.index(last)


def _on_stems(steps: Iterable[Step], of: Style, stems: Collection[StemName]) -> Iterator[Step]:
    """A style's steps on the stems that the song has and the style is to hold for; others are left out."""
    scope = of.where.stems
    for step in steps:
        if isinstance(step, Layer):
            if not scope or set(scope) & set(OWN_STEMS[step.instrument] or ("drums",)):
                yield step
            continue
        named = step.where.stems
        if named == scope:
            yield step
            continue
        there = tuple(s for s in named if (not stems or s in stems) and (not scope or s in scope))
        if there:
            yield step.model_copy(update={"where": step.where.model_copy(update={"stems": there})})


def _filled_in(raw: dict[str, Any], step: Style) -> dict[str, Any]:
    """A style's step with its place, its intensity and its words; of three numbers, that of its intensity."""
    raw = {
        name: _of_amount(value, step.amount) for name, value in raw.items() if name not in ("from", "upto")
    }
    stems = raw.pop("stems", step.where.stems)
    raw["where"] = step.where.model_copy(update={"stems": tuple(stems)})
    if raw["op"] == "layer":
        raw.setdefault("style", step.name)
    if raw["op"] in ("layer", "effect", "mood"):
        raw.setdefault("amount", step.amount)
    if "knobs" in raw:
        raw["knobs"] = [
            {"name": name, "value": _of_amount(value, step.amount)} for name, value in raw["knobs"].items()
        ]
    return raw


def _of_amount(value: Any, amount: Amount) -> Any:
    three = isinstance(value, list | tuple) and len(value) == len(AMOUNTS)
    if not three or (isinstance(value[0], str) and value[0] not in AMOUNTS):
        return value
    return value[AMOUNTS.index(amount)]


def _ratio(wish: TempoWish, tempo_bpm: float, amount: Amount) -> float | None:
    """The smallest change that brings the song, or its half or double, into the wished range."""
    if wish.linked_ratio is not None:
        return float(_of_amount(wish.linked_ratio, amount))
    if wish.low_bpm is None or wish.high_bpm is None:
        return None
    felt = [tempo_bpm * factor for factor in (1.0, 2.0, 0.5)]
    ratios = [min(max(bpm, wish.low_bpm), wish.high_bpm) / bpm for bpm in felt]
    best = min(ratios, key=lambda r: max(r, 1 / r))
    if best == 1.0 or not NEAREST_RATIO <= best <= FARTHEST_RATIO:
        return None
    return best
