"""Compressor: loud and quiet brought together; moves the crest factor (peak over RMS)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import BLOCK_FRAMES, as_loud_as, loudness

KNOBS = {
    "threshold_db": Knob(lowest=-24.0, highest=18.0, subtle=6.0, medium=0.0, heavy=-8.0),
    "compression_ratio": Knob(lowest=1.0, highest=20.0, subtle=2.0, medium=4.0, heavy=8.0),
    "attack_ms": Knob(lowest=1.0, highest=50.0, subtle=5.0, medium=5.0, heavy=5.0),
    "release_ms": Knob(lowest=10.0, highest=1_000.0, subtle=120.0, medium=90.0, heavy=60.0),
}
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before and more even.

    threshold_db counts from the sound's own RMS, so that a quiet stem is held like a loud one.
    It looks ahead by its attack: the gain is down when a peak comes, not after it.
    """
    level = loudness(samples)
    if level <= 0.0:
        return samples
    step = max(1, round(rate_hz / 1000.0))
    over_db = 20.0 * np.log10(_peaks(samples, step) / level + 1e-9) - knobs["threshold_db"]
    asked_db = np.maximum(over_db, 0.0) * (1.0 - 1.0 / knobs["compression_ratio"])
    reduction_db = _glide(asked_db, round(knobs["attack_ms"]), knobs["release_ms"])
    return as_loud_as(samples, _turned_down(samples, reduction_db, step))


def _peaks(samples: Samples, step: int) -> NDArray[np.float32]:
    """Peak over all channels of each `step` frames, the last ones made up with silence."""
    highest: NDArray[np.float32] = np.abs(samples).max(axis=0)
    padded = np.pad(highest, (0, -highest.size % step))
    return np.asarray(padded.reshape(-1, step).max(axis=1), dtype=np.float32)


def _glide(asked_db: NDArray[np.floating], attack_steps: int, release_steps: float) -> NDArray[np.float64]:
    """A reduction that is never less than asked, reached over the attack, let go over the release."""
    from scipy.ndimage import maximum_filter1d

    width = max(attack_steps, 1)
    padded = np.pad(asked_db.astype(np.float64), width, mode="edge")
    ahead = maximum_filter1d(padded, width, origin=-((width - 1) // 2))
    let_go = 1.0 - math.exp(-1.0 / release_steps)
    held = np.fromiter(
        accumulate(ahead.tolist(), lambda was, now: max(now, was + (now - was) * let_go)), dtype=np.float64
    )
    sums = np.cumsum(np.pad(held, (width, 0), mode="edge"))
    return ((sums[width:] - sums[:-width]) / width)[width : width + asked_db.size]


def _turned_down(samples: Samples, reduction_db: NDArray[np.float64], step: int) -> Samples:
    out = np.empty_like(samples)
    middles = (np.arange(reduction_db.size) + 0.5) * step
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        at = np.arange(start, start + block.shape[1])
        gain = 10.0 ** (-np.interp(at, middles, reduction_db) / 20.0)
        out[:, start : start + block.shape[1]] = block * gain.astype(np.float32)
    return out
