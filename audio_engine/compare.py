"""Comparing: two sounds brought to one loudness, so that the ear judges the sound and not the level."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.analysis.loudness import SILENT_LUFS, integrated_lufs, true_peak_dbtp
from audio_engine.audio import Samples
from audio_engine.units import gain_from_db

CEILING_DBTP = -1.0


@dataclass(frozen=True)
class Pair:
    """Two sounds of one loudness, and by how many dB each was turned down to it, 0 or below."""

    first: Samples
    second: Samples
    loudness_lufs: float
    first_gain_db: float
    second_gain_db: float


def at_equal_loudness(first: Samples, second: Samples) -> Pair:
    """Both sounds, float32 [channels, frames], at the loudness of the quieter one, or below it where a
    true peak would pass -1 dBTP. Nothing but a constant gain is done; silence stays as it is."""
    levels = [integrated_lufs(sound) for sound in (first, second)]
    if min(levels) <= SILENT_LUFS:
        return Pair(first, second, max(levels), 0.0, 0.0)
    rooms = [
        level + CEILING_DBTP - true_peak_dbtp(sound)
        for level, sound in zip(levels, (first, second), strict=True)
    ]
    target = min(*levels, *rooms)
    gains_db = [target - level for level in levels]
    return Pair(
        first * np.float32(gain_from_db(gains_db[0])),
        second * np.float32(gain_from_db(gains_db[1])),
        target,
        *gains_db,
    )
