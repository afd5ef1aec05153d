"""Onsets: where the hits of a drum stem begin, to the frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

WINDOW = 512
HOP = 64
BANDS = 12
BATCH = 4_096
RISE_HOPS = 4
COMPRESSION = 300.0
"""Levels enter as log(1 + 300 · level / loudest): hits 50 dB under the loudest still count."""
APART_HOPS = 29
SURROUNDINGS_HOPS = 201
ABOVE_SURROUNDINGS = 1.6
ABOVE_STRONGEST = 0.175
LEAST_RISE = 1.5
BEGIN_SHARE = 0.15


def find_onsets(samples: Samples) -> NDArray[np.int64]:
    """Frames, rising, where hits begin in float32 [channels, frames] at `RATE_HZ`; at least 20 ms apart.

    A hit is a peak of the summed rise of twelve bands' levels that stands clear of its
    surroundings and of the song's strongest; it begins where the wave leaves what was there before.
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    rise = _rise(_band_levels(samples.mean(axis=0)))
    if not rise.any():
        return np.zeros(0, dtype=np.int64)
    clear = ABOVE_SURROUNDINGS * uniform_filter1d(rise, SURROUNDINGS_HOPS)
    clear += max(LEAST_RISE, ABOVE_STRONGEST * float(np.percentile(rise, 99)))
    peaks = np.flatnonzero((rise >= maximum_filter1d(rise, APART_HOPS)) & (rise > clear))
    begins = (_begin(samples, int(peak - RISE_HOPS // 2) * HOP) for peak in peaks)
    return np.unique(np.fromiter(begins, dtype=np.int64))


def _band_levels(mono: NDArray[np.float32]) -> NDArray[np.float32]:
    """Level [hops, bands] of bands as wide as their place in pitch."""
    padded = np.pad(mono, WINDOW // 2)
    hops = (padded.size - WINDOW) // HOP + 1
    window = np.hanning(WINDOW).astype(np.float32)
    edges = np.unique(np.geomspace(1, WINDOW // 2 + 1, BANDS + 1).astype(np.int64))
    levels = np.empty((hops, edges.size - 1), dtype=np.float32)
    pieces = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    for at in range(0, hops, BATCH):
        power = np.abs(np.fft.rfft(pieces[at : at + BATCH] * window)) ** 2
        levels[at : at + BATCH] = np.sqrt(np.add.reduceat(power, edges[:-1], axis=1))
    return levels


def _rise(levels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Per hop, how much the bands grew over the last `RISE_HOPS`, on a logarithmic scale."""
    loudest = float(levels.max(initial=0.0))
    if loudest < 1e-6:
        return np.zeros(levels.shape[0], dtype=np.float32)
    logs = np.log1p(levels * np.float32(COMPRESSION / loudest))
    grown = np.maximum(logs[RISE_HOPS:] - logs[:-RISE_HOPS], 0.0).sum(axis=1)
    return np.pad(grown, (RISE_HOPS, 0))[: levels.shape[0]]


def _begin(samples: Samples, near: int) -> int:
    """The frame from 8 ms before to 10 ms after `near` where the wave first grows."""
    from scipy.ndimage import uniform_filter1d

    start = max(0, near - round(0.008 * RATE_HZ))
    wave = np.abs(samples[:, start : near + round(0.010 * RATE_HZ)]).max(axis=0)
    if wave.size == 0:
        return int(max(0, min(near, samples.shape[1] - 1)))
    level = uniform_filter1d(wave.astype(np.float64), 24)
    before = float(level[:80].mean()) if level.size > 80 else 0.0
    threshold = before + BEGIN_SHARE * (float(level.max()) - before)
    return start + int(np.argmax(level > threshold))
