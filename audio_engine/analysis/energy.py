"""Energy: how loud a song is from moment to moment, and how loud each of its bars."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from audio_engine.analysis.spectra import Array
from audio_engine.audio import Samples, frames, rms_db
from audio_engine.units import RATE_HZ

POWERS_PER_SECOND = 100

_SILENCE_DB = -200.0
_SILENT_DB = -35.0  # below the loud parts: room and reverberation, no bars
_WINDOW = POWERS_PER_SECOND // 20
_EARLY_SECONDS = 0.05


def energy_per_bar(samples: Samples, bar_lines_seconds: Sequence[float]) -> list[float]:
    """RMS level in dBFS between each two neighbouring bar lines; -200 for a silent or empty bar.

    samples: float32 [channels, frames].
    """
    lines = np.clip([frames(line) for line in bar_lines_seconds], 0, samples.shape[1])
    return [rms_db(samples[:, start:stop]) for start, stop in pairwise(lines)]


def find_powers(samples: Samples) -> Array:
    """Mean square of all channels, `POWERS_PER_SECOND` times a second, float32 [powers]."""
    step = RATE_HZ // POWERS_PER_SECOND
    block = step * 2000
    parts = []
    for start in range(0, samples.shape[1], block):
        part = np.nan_to_num(np.asarray(samples[:, start : start + block]), nan=0.0, posinf=0.0, neginf=0.0)
        power = np.square(part).mean(axis=0)
        edges = np.arange(0, len(power), step)
        parts.append(np.add.reduceat(power, edges) / np.diff(np.append(edges, len(power))))
    return np.concatenate(parts).astype(np.float32)


def levels_between(powers: Array, lines_seconds: Sequence[float]) -> list[float]:
    """RMS level in dBFS between each two neighbouring times, from the powers of a song."""
    total = np.concatenate([[0.0], np.cumsum(powers, dtype=np.float64)])
    places = np.clip(np.asarray(lines_seconds) * POWERS_PER_SECOND, 0, len(powers))
    sums = np.diff(np.interp(places, np.arange(len(total)), total))
    means = sums / np.maximum(np.diff(places), 1e-9)
    levels = np.where(means > 1e-20, 10.0 * np.log10(np.maximum(means, 1e-20)), _SILENCE_DB)
    return [float(level) for level in levels]


def sounding(powers: Array) -> tuple[float, float]:
    """The seconds between which there is sound that is not far below the loud parts."""
    count = len(powers) // _WINDOW
    seconds = len(powers) / POWERS_PER_SECOND
    levels = np.sqrt(powers[: count * _WINDOW].reshape(count, _WINDOW).mean(axis=1))
    if not count or not levels.any():
        return 0.0, seconds
    loud = np.flatnonzero(levels > 10 ** (_SILENT_DB / 20) * np.percentile(levels, 95))
    if not len(loud):
        return 0.0, seconds
    per_second = POWERS_PER_SECOND / _WINDOW
    return float(loud[0] / per_second - _EARLY_SECONDS), float((loud[-1] + 1) / per_second)
