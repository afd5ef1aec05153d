"""Stem files and their mix, read side by side, and placed in time and level so that they add up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from audio_engine.files.alignment import Gram, Placed, offsets
from audio_engine.files.convert import (
    Limits,
    Measured,
    catalogue_blocks,
    refuse_too_long,
    refuse_unusable,
)
from audio_engine.files.in_step import InStep
from audio_engine.files.reader import OpenSound
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import STEMS, StemName

STAGE = "reading the stems"
_ROUNDING_DB = -90.0
_GOOD_NULL_DB = -70.0
_WORTH_IT = 0.25
"""Stems are moved, or their levels changed, where that leaves a quarter of the energy or less."""

_Number = TypeVar("_Number", np.int64, np.float64)


@dataclass
class Survey:
    """What one reading of all files tells; `frame_count` is the length of the mix, or of the longest."""

    gram: Gram
    frame_count: int = 0
    peak: float = 0.0
    mix_energy: float = 0.0
    residue_energy: float = 0.0
    energies: dict[str, float] = field(default_factory=dict)
    lengths: dict[str, int] = field(default_factory=dict)

    @property
    def null_db(self) -> float:
        """The level of mix minus stems, relative to the mix; -200 when they are equal."""
        return relative_db(self.residue_energy, self.mix_energy)

    def carrier(self) -> StemName:
        """The stem that takes the residue: "other", but mere rounding makes no stem of its own."""
        if "other" in self.energies or self.null_db > _ROUNDING_DB:
            return "other"
        return max((name for name in STEMS if name in self.energies), key=lambda name: self.energies[name])

    def levelled(self, moved: Mapping[str, int]) -> tuple[dict[str, Placed], float]:
        """Stems so moved, each at its best gain, and the energy that leaves over that of the mix."""
        gains = self.gram.gains() or dict.fromkeys(self.gram.names[1:], 1.0)
        placed = {name: Placed(moved.get(name, 0), gain) for name, gain in gains.items()}
        return placed, self.gram.null(gains)


class StemSource:
    """The open files, read side by side as often as needed; `placed` tells how each is moved and levelled."""

    def __init__(self, sounds: Mapping[str, OpenSound], limits: Limits) -> None:
        self.sounds, self.limits = sounds, limits
        self.placed: dict[str, Placed] = {}
        for sound in sounds.values():
            refuse_too_long(sound, limits)
            sound.refuse_damage()

    def blocks(self, progress: Progress) -> InStep:
        """All sounds in step; the first of them tells how far the reading is."""
        watched = next(iter(self.sounds))
        sounds = {
            name: catalogue_blocks(sound, self.limits, progress if name == watched else quiet, STAGE)
            for name, sound in self.sounds.items()
        }
        return InStep(sounds, self.placed)

    def aligned(self, progress: Progress) -> Survey:
        """What is told of all sounds, once stems are placed where that makes them add up far better."""
        plain = self.survey(part_of(progress, STAGE, 0.0, 0.25))
        if "mix" not in self.sounds or plain.null_db <= _GOOD_NULL_DB:
            return plain
        tried = [({}, plain.residue_energy / plain.mix_energy), plain.levelled({})]
        if relative_db(tried[-1][1], 1.0) > _GOOD_NULL_DB:
            tried.append(self._moved(part_of(progress, STAGE, 0.25, 0.75)))
        self.placed, best = tried[0]
        for placed, null in tried[1:]:
            if null < _WORTH_IT * best:
                self.placed, best = placed, null
        return self.survey(part_of(progress, STAGE, 0.75, 1.0)) if self.placed else plain

    def _moved(self, progress: Progress) -> tuple[dict[str, Placed], float]:
        """The stems where they correlate best with their mix, and what that leaves."""
        found = offsets(self.blocks(part_of(progress, STAGE, 0.0, 0.6)))
        self.placed = {name: Placed(offset) for name, offset in found.items()}
        return self.survey(part_of(progress, STAGE, 0.6, 1.0)).levelled(found)

    def survey(self, progress: Progress) -> Survey:
        """Lengths, peaks and energies; raises UnusableAudio for a mix that is silent or too short."""
        stems = [name for name in self.sounds if name != "mix"]
        found, mix_measured = Survey(Gram(stems), energies=dict.fromkeys(self.sounds, 0.0)), Measured()
        in_step, at = self.blocks(progress), 0
        for block in in_step:
            length = next(iter(block.values())).shape[1]
            inside = min(in_step.lengths.get("mix", at + length) - at, length)
            at += length
            exact = {name: part[:, :inside].astype(np.float64) for name, part in block.items()}
            total = sum_of_stems(exact)
            mix = exact.setdefault("mix", total)
            mix_measured.add(mix)
            found.gram.add(exact)
            found.peak = max(found.peak, *(float(np.abs(part).max(initial=0.0)) for part in exact.values()))
            found.mix_energy += energy(mix)
            found.residue_energy += energy(mix - total)
            for name in found.energies:
                found.energies[name] += energy(exact[name])
        found.lengths = in_step.lengths
        found.frame_count = in_step.lengths.get("mix", max(in_step.lengths.values()))
        mix_measured.frame_count = found.frame_count
        mix_name = self.sounds["mix"].name if "mix" in self.sounds else "The sum of the stems"
        refuse_unusable(mix_name, mix_measured, self.limits)
        return found


def sum_of_stems(parts: Mapping[str, NDArray[_Number]]) -> NDArray[_Number]:
    """The sum of all but the mix, in their order."""
    stems = [part for name, part in parts.items() if name != "mix"]
    total = stems[0].copy()
    for part in stems[1:]:
        total += part
    return total


def energy(block: NDArray[Any]) -> float:
    """The sum of all squares."""
    return float(np.sum(np.square(block, dtype=np.float64)))


def relative_db(part: float, whole: float) -> float:
    """The level in dB of one energy relative to another; -200 for none."""
    return 10.0 * math.log10(part / whole) if part > 0.0 and part > 1e-20 * whole else -200.0
