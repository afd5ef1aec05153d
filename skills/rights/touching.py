"""Touching: which steps change the sound of a stem."""

from __future__ import annotations

from typing import Any

from audio_engine.plan import StemLevel, Tempo
from audio_engine.units import StemName

SEPARATED: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
"""What every separator tells apart."""

UNPITCHED: tuple[StemName, ...] = ("drums",)
"""Stems that a shift of the whole song leaves as they are: a pitched drum is another drum."""


def touches(step: Any, stem: StemName) -> bool:
    """Whether a step changes the sound of a stem, the tempo of the whole song aside.

    A part played anew is another one. Cutting, fading and the level of the whole leave every stem as it
    is; solo leaves the stem it names as it is and silences the others.
    """
    heard = not step.where.stems or stem in step.where.stems
    if isinstance(step, StemLevel):
        if step.action == "solo":
            return stem not in step.where.stems
        return stem in step.where.stems
    if isinstance(step, Tempo):
        whole = step.where.part == "whole" and not step.where.stems and step.shape == "at once"
        return heard and (step.pitch == "linked" or not whole)
    if step.op in ("pitch", "key"):
        spared = stem in UNPITCHED and not step.where.stems
        return heard and not spared and getattr(step, "semitones", 1) != 0
    if step.op in ("feel", "duck", "pan"):
        return stem in (step.where.stems or (("drums",) if step.op == "feel" else ()))
    backwards = step.op == "sections" and step.action == "reverse"
    return heard and (step.op in ("effect", "cover") or backwards)
