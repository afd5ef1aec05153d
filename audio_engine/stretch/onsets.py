"""Onsets: where the hits of a drum stem begin, to the frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

WINDOW = 512
HOP = 64
BANDS = 12
BATCH = 256
RISE_HOPS = 4
COMPRESSION = 300.0
"""Levels enter as log(1 + 300 · level / loudest): hits 50 dB under the loudest still count."""
QUIETEST = 1e-3
"""The loudest is never taken for less, so that the noise of a rest has no hits."""
APART_HOPS = 29
SURROUNDINGS_HOPS = 201
ABOVE_SURROUNDINGS = 1.6
ABOVE_STRONGEST = 0.14
LEAST_RISE = 1.5
BEGIN_SHARE = 0.15
AROUND_SECONDS = 4.0
CONTEXT_SECONDS = 2 * AROUND_SECONDS + 0.5
"""How much of the sound on either side decides over a hit: with as much around it, a part of a
song has the very hits that the whole song has there."""


def find_onsets(samples: Samples, first_frame: int = 0) -> NDArray[np.int64]:
    """Frames, rising, where hits begin in float32 [channels, frames] at `RATE_HZ`; at least 20 ms apart.

    A hit is a peak of the summed rise of twelve bands' levels that stands clear of its surroundings
    and of the strongest within four seconds; it begins where the wave leaves what was there before.
    first_frame: where in the whole song the samples begin; it says where the short spectra stand.
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    skipped = -first_frame % HOP
    heard = samples[:, skipped:]
    rise = _rise(_band_levels(heard.mean(axis=0)))
    if not rise.any():
        return np.zeros(0, dtype=np.int64)
    clear = ABOVE_SURROUNDINGS * uniform_filter1d(rise.astype(np.float64), SURROUNDINGS_HOPS)
    clear += np.maximum(LEAST_RISE, ABOVE_STRONGEST * maximum_filter1d(rise, _around()))
    peaks = np.flatnonzero((rise >= maximum_filter1d(rise, APART_HOPS)) & (rise > clear))
    begins = (_begin(heard, int(peak - RISE_HOPS // 2) * HOP) for peak in peaks)
    return np.unique(np.fromiter(begins, dtype=np.int64)) + skipped


def _around() -> int:
    return 2 * round(AROUND_SECONDS * RATE_HZ / HOP) + 1


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
    from scipy.ndimage import maximum_filter1d

    loudest = maximum_filter1d(levels.max(axis=1, initial=0.0), _around())
    if not loudest.size or float(loudest.max()) < 1e-6:
        return np.zeros(levels.shape[0], dtype=np.float32)
    scale = np.float32(COMPRESSION) / np.maximum(loudest, np.float32(QUIETEST))
    logs = np.log1p(levels * scale[:, None])
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
