"""Widen: a broader stereo picture; moves the side over the mid, the mono sum staying the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import cut, in_blocks, near_level

KNOBS = {"width_percent": Knob(lowest=100.0, highest=300.0, subtle=130.0, medium=170.0, heavy=230.0)}
PROMISES = (Promise("width", 1),)
ALSO = ("roughness", "panning", "density", "warmth", "brightness", "presence", "middle", "air", "bass")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0

SIDE_PER_WIDTH = 0.3
MOST_POWER = 1.9
BASS_HZ = 250.0
SPREAD_SECONDS = 0.02
SPREAD_TAPS = 24
SPREAD_SEED = 20


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; (left + right) / 2 is what it was.

    The side is raised to `width_percent`, held so that the whole gains less than 3 dB. Where
    that leaves less than a part of the mid's level, which is so in a nearly mono sound, a side is
    made from the mid's upper range, scattered in time. A sound of one channel has no side.
    """
    if samples.shape[0] < 2 or knobs["width_percent"] <= 100.0:
        return samples.copy()
    width = knobs["width_percent"] / 100.0
    middle, side = (
        (samples[:1] + samples[1:]) * np.float32(0.5),
        (samples[:1] - samples[1:]) * np.float32(0.5),
    )
    has_middle, has_side = near_level(middle, rate_hz), near_level(side, rate_hz)
    gain = _side_gain(width, has_middle, has_side)
    side *= gain
    missing = np.square(SIDE_PER_WIDTH * (width - 1.0) * has_middle) - np.square(gain * has_side)
    if (missing > 0.0).any():
        scattered = _scattered(middle, rate_hz)
        scale = np.sqrt(np.maximum(missing, 0.0)) / np.maximum(near_level(scattered, rate_hz), 1e-9)
        side += scattered * np.minimum(scale, 1.0).astype(np.float32)
    return np.concatenate([middle + side, middle - side])


def _side_gain(width: float, middle: NDArray[np.float32], side: NDArray[np.float32]) -> NDArray[np.float32]:
    """`width`, or what keeps middle² + (gain·side)² within `MOST_POWER` of what it was; per frame."""
    has = np.square(np.maximum(side, 1e-9))
    room = (MOST_POWER - 1.0) * np.square(middle) / has + MOST_POWER
    return np.clip(np.sqrt(room), 1.0, width).astype(np.float32)


def _scattered(middle: Samples, rate_hz: int) -> Samples:
    """The middle above the bass, through sparse taps of changing sign: alike in colour, not in wave."""
    taps = _taps(rate_hz)

    def scatter(block: Samples) -> Samples:
        from scipy.signal import fftconvolve

        return np.asarray(fftconvolve(block, taps[None, :], mode="same"), dtype=np.float32)

    return in_blocks(cut(middle, BASS_HZ, rate_hz, "highpass"), scatter, taps.size)


def _taps(rate_hz: int) -> NDArray[np.float32]:
    """Velvet noise of unit power around a silent middle: one tap of either sign in each cell."""
    dice = np.random.default_rng(SPREAD_SEED)
    cell = max(1, round(2.0 * SPREAD_SECONDS * rate_hz / SPREAD_TAPS))
    taps = np.zeros(cell * SPREAD_TAPS + 1, dtype=np.float32)
    places = np.arange(SPREAD_TAPS) * cell + dice.integers(0, cell, SPREAD_TAPS)
    taps[places] = dice.choice((-1.0, 1.0), SPREAD_TAPS) / np.sqrt(SPREAD_TAPS)
    return taps
