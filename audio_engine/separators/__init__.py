"""The shelf of separators: one file each, taking a mix apart into stems.

A separator file has:

    def separate(mix: Samples, options: Options, progress: Progress) -> Separated

`mix` is float32 [2, frames] at `RATE_HZ`; the stems have its shape and add up to it, what no other
stem holds being in "other".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from audio_engine.audio import Samples
from audio_engine.errors import EngineError
from audio_engine.progress import Progress, quiet
from audio_engine.shelf import Shelf
from audio_engine.units import StemName

SHELF = Shelf(__name__, __path__[0])

SeparatorName = Literal["approximate", "demucs"]


class WeightsMissing(EngineError):
    """A separator's trained weights are not here and cannot be fetched."""


@dataclass(frozen=True)
class Options:
    """model: the trained model's name. folder: where its files lie; None to fetch them once."""

    model: str = "htdemucs"
    folder: Path | None = None


@dataclass(frozen=True)
class Separated:
    """Stems that add up to the mix, a sentence on how good they are, and which separator made them."""

    stems: Mapping[StemName, Samples]
    quality_note: str
    made_by: SeparatorName = "approximate"


def separate_with(
    choice: Literal["auto"] | SeparatorName,
    mix: Samples,
    options: Options | None = None,
    progress: Progress = quiet,
) -> Separated:
    """Separate by the separator of that name; "auto" takes Demucs where its weights can be had.

    Raises WeightsMissing for "demucs" alone; in "auto" the quality note then says why the stems are
    approximate. Raises Cancelled from `progress`.
    """
    options = options or Options()
    if choice != "auto":
        return _by(choice, mix, options, progress)
    try:
        return _by("demucs", mix, options, progress)
    except WeightsMissing as why:
        made = _by("approximate", mix, options, progress)
        return replace(made, quality_note=f"{made.quality_note} {why}")


def _by(name: SeparatorName, mix: Samples, options: Options, progress: Progress) -> Separated:
    separated: Separated = SHELF.take(name).separate(mix, options, progress)
    return replace(separated, made_by=name)
