"""Bitcrush: an early sampler; moves the noise floor by fewer bits and a lower sample rate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import as_loud_as

KNOBS = {
    "depth_bits": Knob(lowest=3.0, highest=16.0, subtle=10.0, medium=8.0, heavy=6.0),
    "sampler_hz": Knob(lowest=2_000.0, highest=44_100.0, subtle=26_000.0, medium=15_000.0, heavy=8_000.0),
}
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, on a coarse grid of levels and of times.

    The steps divide the sound's own peak, so a quiet stem crushes like a loud one; zero stays
    zero. Each held sample is taken from the middle of its hold, so nothing comes late.
    """
    peak = float(np.max(np.abs(samples), initial=0.0))
    if peak <= 0.0:
        return samples
    half_steps = 2.0 ** (knobs["depth_bits"] - 1.0)
    held = samples[:, _held_frames(samples.shape[1], rate_hz / knobs["sampler_hz"])]
    crushed = np.rint(held * np.float32(half_steps / peak)) * np.float32(peak / half_steps)
    return as_loud_as(samples, crushed.astype(np.float32))


def _held_frames(frame_count: int, hold_frames: float) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each frame the one whose value is held there."""
    hold = max(hold_frames, 1.0)
    middle = (np.floor(np.arange(frame_count) / hold) + 0.5) * hold
    return np.minimum(middle.astype(np.int64), max(frame_count - 1, 0))
