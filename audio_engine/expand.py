"""Styles taken apart: a plan with styles becomes the same plan in plain steps.

Clearance and the engine both work on what comes out of here, so a style can hide nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from pydantic import TypeAdapter

from audio_engine import transitions, tuning
from audio_engine.arrangement.edits import arranged
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Hearing
from audio_engine.plan import RemixPlan, Step, Style, Tempo, Transition
from audio_engine.styles import StyleData, TempoWish, style
from audio_engine.units import StemName

NEAREST_RATIO, FARTHEST_RATIO = 0.72, 1.4
"""A style moves the tempo no farther than this: beyond it, a song no longer sounds like itself."""

_STEP: TypeAdapter[Step] = TypeAdapter(Step)


def expand(
    plan: RemixPlan,
    tempo_bpm: float,
    stems: Collection[StemName] = (),
    hearing: Hearing | None = None,
) -> RemixPlan:
    """The plan with each style replaced by its steps, which keep the style's id, scope and words.

    tempo_bpm: the song's own. A style asks for its tempo only where the plan names none itself.
    stems: those the song has of its own, () when it will be taken apart. A style works on the stems
    that are there; a stem that somebody named in words is left for the render to miss. hearing: the
    form of the song; with it, what a transition does to the song follows the transition as plain steps.
    A plan that was expanded comes back as it is.
    """
    own_tempo = bool(plan.of("tempo"))
    steps: list[Any] = []
    for step in plan.steps:
        if isinstance(step, Style):
            found = _steps_of(step, style(step.name), None if own_tempo else tempo_bpm)
            steps.extend(s for s in (_on_stems(one, step, stems) for one in found) if s is not None)
        else:
            steps.append(step)
    expanded = plan.model_copy(update={"steps": tuple(steps)})
    return _with_transitions(expanded, hearing) if hearing and plan.of("transition") else expanded


def _with_transitions(plan: RemixPlan, hearing: Hearing) -> RemixPlan:
    """Each transition, and after it what it does to the song, unless that stands there already."""
    steps: list[Any] = []
    try:
        timeline = arranged(plan, hearing.grid, tuning.warp(plan, hearing.grid), hearing)
        for index, step in enumerate(plan.steps):
            steps.append(step)
            if isinstance(step, Transition):
                found = transitions.steps(step, timeline)
                there = plan.steps[index + 1 : index + 1 + len(found)]
                steps.extend(() if there == found else found)
    except ImpossiblePlan:
        return plan  # the render comes to the same sentence, where somebody hears it
    return plan.model_copy(update={"steps": tuple(steps)})


def _steps_of(step: Style, data: StyleData, tempo_bpm: float | None) -> list[Step]:
    found: list[Step] = []
    ratio = _ratio(data.tempo, tempo_bpm) if tempo_bpm and step.where.part == "whole" else None
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
    for raw in data.steps:
        named = {"id": step.id, "because": step.because}
        found.append(_STEP.validate_python(_filled_in(dict(raw), step) | named))
    return found


def _on_stems(step: Step, of: Style, stems: Collection[StemName]) -> Step | None:
    """A style's step on the stems that the song has; None when it has none of them."""
    if not stems or step.where.stems == of.where.stems:
        return step
    there = tuple(s for s in step.where.stems if s in stems)
    where = step.where.model_copy(update={"stems": there})
    return step.model_copy(update={"where": where}) if there else None


def _filled_in(raw: dict[str, Any], step: Style) -> dict[str, Any]:
    stems = raw.pop("stems", step.where.stems)
    raw["where"] = step.where.model_copy(update={"stems": tuple(stems)})
    if raw["op"] == "layer":
        raw.setdefault("style", step.name)
    if raw["op"] in ("layer", "effect"):
        raw.setdefault("amount", step.amount)
    if "knobs" in raw:
        raw["knobs"] = [{"name": name, "value": value} for name, value in raw["knobs"].items()]
    return raw


def _ratio(wish: TempoWish, tempo_bpm: float) -> float | None:
    """The smallest change that brings the song, or its half or double, into the wished range."""
    if wish.linked_ratio is not None:
        return wish.linked_ratio
    if wish.low_bpm is None or wish.high_bpm is None:
        return None
    felt = [tempo_bpm * factor for factor in (1.0, 2.0, 0.5)]
    ratios = [min(max(bpm, wish.low_bpm), wish.high_bpm) / bpm for bpm in felt]
    best = min(ratios, key=lambda r: max(r, 1 / r))
    if best == 1.0 or not NEAREST_RATIO <= best <= FARTHEST_RATIO:
        return None
    return best
