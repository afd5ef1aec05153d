"""Switches: a gain that changes in steps, without a click."""

from __future__ import annotations

import numpy as np

from audio_engine.audio import Samples


def ramped(weight: Samples, ramp_frames: int) -> Samples:
    """A switch [frames] whose steps are straight ramps of that many frames, centred on the step.

    What it holds at its first and last frame goes on beyond them, so an end is never ramped.
    """
    padded = np.pad(weight.astype(np.float64), (ramp_frames, ramp_frames), mode="edge")
    summed = np.cumsum(padded)
    smooth = (summed[ramp_frames:] - summed[:-ramp_frames]) / ramp_frames
    shifted = smooth[ramp_frames // 2 :][: weight.shape[-1]]
    held: Samples = np.clip(shifted, 0.0, 1.0).astype(np.float32)
    return held
