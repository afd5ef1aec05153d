"""Bitcrush: an early sampler; moves the noise floor by fewer bits and a lower sample rate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level

KNOBS = {
    "depth_bits": Knob(lowest=3.0, highest=16.0, subtle=10.0, medium=8.0, heavy=6.0),
    "sampler_hz": Knob(lowest=2_000.0, highest=44_100.0, subtle=26_000.0, medium=15_000.0, heavy=8_000.0),
}
PROMISES = (Promise("roughness", 1),)
ALSO = ("brightness", "air", "presence", "middle", "space")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.5
PEAK = 4.0
"""Full scale of the sampler over the sound's own RMS: what stands higher is counted on, not clipped."""


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, on a coarse grid of levels and of times.

    The steps divide the sound's own level nearby, so a quiet stem crushes like a loud one; zero stays
    zero. Each held sample is taken from the middle of its hold, so nothing comes late.
    """
    step = np.float32(PEAK / 2.0 ** (knobs["depth_bits"] - 1.0))
    start = round(beat.start_seconds * rate_hz)
    held = _held_frames(samples.shape[1], rate_hz / knobs["sampler_hz"], start)
    return at_one_level(samples, rate_hz, lambda one: np.rint(one[:, held] / step) * step)


def _held_frames(
    frame_count: int, hold_frames: float, start: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each frame the one whose value is held there; holds count from the start of the remix."""
    hold = max(hold_frames, 1.0)
    middle = (np.floor((start + np.arange(frame_count)) / hold) + 0.5) * hold - start
    return np.clip(middle.astype(np.int64), 0, max(frame_count - 1, 0))
