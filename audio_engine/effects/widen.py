"""Widen: a broader stereo picture; moves the side over the mid, the mono sum staying the same."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import cut, in_blocks, loudness

KNOBS = {"width_percent": Knob(lowest=100.0, highest=300.0, subtle=130.0, medium=170.0, heavy=230.0)}
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
        return samples
    width = knobs["width_percent"] / 100.0
    middle, side = (
        (samples[:1] + samples[1:]) * np.float32(0.5),
        (samples[:1] - samples[1:]) * np.float32(0.5),
    )
    has_middle, has_side = loudness(middle), loudness(side)
    side = side * np.float32(_side_gain(width, has_middle, has_side))
    missing = (SIDE_PER_WIDTH * (width - 1.0) * has_middle) ** 2 - loudness(side) ** 2
    if missing > 0.0:
        scattered = _scattered(middle, rate_hz)
        scale = np.sqrt(missing) / max(loudness(scattered), 1e-12)
        side = side + scattered * np.float32(min(scale, 1.0))
    return np.concatenate([middle + side, middle - side])


def _side_gain(width: float, middle: float, side: float) -> float:
    """`width`, or what keeps middle² + (gain·side)² within `MOST_POWER` of what it was."""
    if side <= 0.0:
        return 1.0
    room = (MOST_POWER * (middle**2 + side**2) - middle**2) / side**2
    return max(1.0, min(width, float(np.sqrt(room))))


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
