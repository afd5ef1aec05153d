"""Seams: two renders of the same moment joined where nobody hears it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples

STEP_SECONDS = 0.01


def raised_cosine(frame_count: int) -> NDArray[np.float32]:
    """A rise from just above 0 to just below 1 over `frame_count` frames, as half a cosine."""
    phase = (np.arange(frame_count) + 0.5) / max(frame_count, 1)
    rise: NDArray[np.float32] = (0.5 - 0.5 * np.cos(np.pi * phase)).astype(np.float32)
    return rise


def crossfade(old: Samples, new: Samples) -> Samples:
    """`old` becoming `new` over their whole, equal length, at an even level.

    Two sounds that do not agree in phase lose level in the middle of a plain crossfade: the
    gains are raised by what their correlation says is lost (their sum's expected power is 1).
    """
    rise = raised_cosine(old.shape[1])
    fall = 1.0 - rise
    agreement = max(_correlation(old, new), 0.0)
    power = rise**2 + fall**2 + 2.0 * agreement * rise * fall
    joined: Samples = ((old * fall + new * rise) / np.sqrt(power)).astype(np.float32)
    return joined


def best_seam(old: Samples, new: Samples, fade_frames: int, rate_hz: int) -> int:
    """The frame of two equally long renders where a crossfade of `fade_frames` is heard least.

    That is where the renders differ least in power: they agree there, or both are quiet.
    """
    last = old.shape[1] - fade_frames
    starts = range(0, max(last, 0) + 1, max(1, round(STEP_SECONDS * rate_hz)))
    return min(starts, key=lambda at: _distance(old, new, at, at + fade_frames))


def _distance(old: Samples, new: Samples, start: int, end: int) -> float:
    difference = old[:, start:end] - new[:, start:end]
    return float(np.mean(np.square(difference, dtype=np.float64)))


def _correlation(a: Samples, b: Samples) -> float:
    power = float(np.sqrt(np.sum(np.square(a, dtype=np.float64)) * np.sum(np.square(b, dtype=np.float64))))
    return float(np.sum(np.multiply(a, b, dtype=np.float64))) / power if power > 0 else 1.0
