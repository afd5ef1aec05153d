"""The shelf of separators: one file each, taking a mix apart into stems.

A separator file has:

    def opened(mix: Mix, options: Options, progress: Progress) -> AtWork
    def guessed_speed(options: Options) -> tuple[str, float]

What it opens separates one block of the mix at a time; here blocks become stems that add up to the mix,
what no other stem holds being in "other". So an hour needs no more memory than a minute, and a preview
needs just its own seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np

from audio_engine.audio import Samples
from audio_engine.progress import Progress, quiet
from audio_engine.separators._base import (
    AtWork,
    Device,
    Mix,
    Opener,
    Options,
    SeparatorName,
    WeightsMissing,
)
from audio_engine.separators._blocks import Block, blocks
from audio_engine.separators._speed import expected_speed
from audio_engine.shelf import Shelf
from audio_engine.units import STEMS, StemName

__all__ = [
    "SHELF",
    "AtWork",
    "Choice",
    "Device",
    "Mix",
    "Opener",
    "Options",
    "Separated",
    "SeparatedInto",
    "SeparatorName",
    "WeightsMissing",
    "best",
    "estimate",
    "separate_into",
    "separate_region",
    "separate_with",
]

SHELF = Shelf(__name__, __path__[0])
Choice = Literal["auto"] | SeparatorName

_START_SECONDS = {"approximate": 0.3, "demucs": 4.0}
"""Until the first block is begun: libraries and weights are loaded."""

Made = TypeVar("Made")


@dataclass(frozen=True)
class Separated:
    """Stems that add up to the mix, a sentence on how good they are, and which separator made them.

    hint: why they are no better and what to do about it, for the person who works here; "" for nothing.
    """

    stems: Mapping[StemName, Samples]
    quality_note: str
    made_by: SeparatorName = "approximate"
    hint: str = ""


@dataclass(frozen=True)
class SeparatedInto:
    """Files of stems, each as long as the mix, and the same that `Separated` tells."""

    stems: Mapping[StemName, Path]
    quality_note: str
    made_by: SeparatorName
    hint: str = ""


def separate_with(
    choice: Choice, mix: Samples | Path, options: Options | None = None, progress: Progress = quiet
) -> Separated:
    """Separate a mix by the separator of that name; "auto" takes Demucs where its weights can be had.

    mix: samples [2, frames], which may be a memory map, or a FLAC file of the catalogue. Raises
    WeightsMissing for "demucs" alone; in "auto" the hint then says why the stems are approximate.
    Raises Cancelled from `progress`, between two blocks.
    """
    return separate_region(choice, mix, 0, None, options, progress)


def separate_region(
    choice: Choice,
    mix: Samples | Path,
    start: int,
    end: int | None,
    options: Options | None = None,
    progress: Progress = quiet,
) -> Separated:
    """The stems of the frames [start, end) alone, just as the separation of the whole has them there.

    Only the blocks that cover the region are separated, none that the cache holds. end: None for the
    end of the mix. Raises what `separate_with` raises.
    """
    sound = Mix.of(mix)
    span = _within(sound, start, end)

    def gathered(at_work: AtWork, found: Iterator[Block]) -> Mapping[StemName, Samples]:
        length = span[1] - span[0]
        stems = {stem: np.zeros((2, length), dtype=np.float32) for stem in _names(at_work)}
        at = 0
        for block in found:
            after = at + block["other"].shape[1]
            for stem, part in block.items():
                stems[stem][:, at:after] = part
            at = after
        return stems

    return Separated(*_done(choice, sound, span, options or Options(), progress, gathered))


def separate_into(
    folder: Path,
    choice: Choice,
    mix: Samples | Path,
    options: Options | None = None,
    progress: Progress = quiet,
    region: tuple[int, int] | None = None,
) -> SeparatedInto:
    """Separate a mix into files of `folder`, `<stem>.flac`, with no more than a block in memory.

    region: frames [start, end) that are needed. The files, `<stem>.wav`, then are as long as the mix all
    the same, silent outside, where they take no room on the disk. Raises what `separate_with` raises,
    and Unwritable.
    """
    from audio_engine.separators._files import flac_files, region_files

    sound = Mix.of(mix)
    span = _within(sound, *(region or (0, None)))

    def written(at_work: AtWork, found: Iterator[Block]) -> Mapping[StemName, Path]:
        with ExitStack() as stack:
            if region is None:
                paths, write = flac_files(folder, _names(at_work), stack)
            else:
                paths, write = region_files(folder, _names(at_work), sound.frame_count, span[0], stack)
            for block in found:
                write(block)
        return paths

    return SeparatedInto(*_done(choice, sound, span, options or Options(), progress, written))


def estimate(choice: Choice, seconds: float, options: Options | None = None) -> float:
    """How many seconds separating that much sound will take here, told before it begins.

    From the speed of former runs where the options' cache remembers one, else a guess by the number
    of cores that may be wrong by a factor of two or three. What the cache holds already is not deducted.
    """
    options = options or Options()
    name = choice if choice != "auto" else best(options)
    return _START_SECONDS[name] + seconds / _speed(name, options)


def best(options: Options | None = None) -> SeparatorName:
    """What "auto" takes when nothing can be fetched: Demucs where its weights are on this machine."""
    from audio_engine.separators import _weights

    return "demucs" if _weights.here(options or Options()) else "approximate"


def _speed(name: SeparatorName, options: Options) -> float:
    speed_key, guess = SHELF.take(name).guessed_speed(options)
    return expected_speed(speed_key, guess, options.cache)


def _done(
    choice: Choice,
    mix: Mix,
    span: tuple[int, int],
    options: Options,
    progress: Progress,
    gather: Callable[[AtWork, Iterator[Block]], Made],
) -> tuple[Made, str, SeparatorName, str]:
    """What `gather` makes of the blocks, the quality note, the separator that was taken, and the hint."""

    def by(name: SeparatorName, hint: str = "") -> tuple[Made, str, SeparatorName, str]:
        at_work: AtWork = SHELF.take(name).opened(mix, options, progress)
        found = blocks(at_work, mix, options, span, progress, _speed(name, options))
        return gather(at_work, found), at_work.note, name, hint

    if choice != "auto":
        return by(choice)
    try:
        return by("demucs")
    except WeightsMissing as why:
        return by("approximate", str(why))


def _within(mix: Mix, start: int, end: int | None) -> tuple[int, int]:
    last = mix.frame_count if end is None else min(end, mix.frame_count)
    first = min(max(start, 0), last)
    return first, max(first, last)


def _names(at_work: AtWork) -> tuple[StemName, ...]:
    return tuple(stem for stem in STEMS if stem in at_work.stems or stem == "other")
