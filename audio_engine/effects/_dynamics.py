"""What the effects that ride the gain share: peaks on a 1 ms grid, gliding gains, and their way back."""

from __future__ import annotations

import math
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects._beat import Beat
from audio_engine.effects._board import BLOCK_FRAMES

STEPS_PER_SECOND = 1000
SILENT_DB = -120.0

Steps = NDArray[np.float64]
"""One value for each millisecond, the first one beginning up to a millisecond before the sound."""


def peaks_db(samples: Samples, rate_hz: int, beat: Beat) -> Steps:
    """Peak over all channels of each millisecond, in dB; the grid counts from the start of the remix."""
    step, early = _grid(rate_hz, beat)
    highest: NDArray[np.float32] = np.abs(samples).max(axis=0)
    missing = -(highest.size + early) % step if highest.size + early else step
    padded = np.pad(highest, (early, missing))
    return np.asarray(20.0 * np.log10(padded.reshape(-1, step).max(axis=1) + 10.0 ** (SILENT_DB / 20.0)))


def turned(samples: Samples, gain_db: Steps, rate_hz: int, beat: Beat) -> Samples:
    """The samples under a gain given for each millisecond of their grid, straight lines between."""
    step, early = _grid(rate_hz, beat)
    out = np.empty_like(samples)
    middles = (np.arange(gain_db.size) + 0.5) * step - early
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        at = np.arange(start, start + block.shape[1])
        gain = 10.0 ** (np.interp(at, middles, gain_db) / 20.0)
        out[:, start : start + block.shape[1]] = block * gain.astype(np.float32)
    return out


def glide(asked_db: Steps, attack_ms: float, release_ms: float) -> Steps:
    """Never less than asked: reached over the attack, before it is needed; let go over the release."""
    from scipy.ndimage import maximum_filter1d

    width = max(round(attack_ms), 1)
    padded = np.pad(asked_db, width, mode="edge")
    ahead = maximum_filter1d(padded, width, origin=-((width - 1) // 2))
    held = follow(ahead, 0.0, release_ms)
    sums = np.cumsum(np.pad(held, (width, 0), mode="edge"))
    return ((sums[width:] - sums[:-width]) / width)[width : width + asked_db.size]


def follow(values: Steps, rise_ms: float, fall_ms: float) -> Steps:
    """The values followed by a pointer that nears them over `rise_ms` upwards and `fall_ms` downwards."""
    up = 1.0 - math.exp(-1.0 / rise_ms) if rise_ms > 0.0 else 1.0
    down = 1.0 - math.exp(-1.0 / fall_ms) if fall_ms > 0.0 else 1.0
    moved = accumulate(values.tolist(), lambda was, now: was + (now - was) * (up if now > was else down))
    return np.fromiter(moved, dtype=np.float64, count=values.size)


def _grid(rate_hz: int, beat: Beat) -> tuple[int, int]:
    """Frames in a step, and how many of the first one lie before the sound."""
    step = max(1, round(rate_hz / STEPS_PER_SECOND))
    return step, round(beat.start_seconds * rate_hz) % step
