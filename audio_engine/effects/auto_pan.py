"""Auto-pan: the sound walks from side to side with the beat; moves the balance of left and right."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES

KNOBS = {
    "period_beats": Knob(lowest=0.25, highest=32.0, subtle=4.0, medium=4.0, heavy=4.0),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=35.0, medium=65.0, heavy=100.0),
}
PROMISES = (Promise("panning", 1),)
ALSO = ("movement", "width", "density", "roughness")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.1


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; a sound of one channel stays where it is.

    In the middle where a period begins, then right, then left; the two gains keep one power.
    """
    out = samples.copy()
    if samples.shape[0] < 2:
        return out
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        at = np.arange(start, min(samples.shape[1], start + BLOCK_FRAMES))
        sway = np.sin(2.0 * np.pi * beat.position(at, rate_hz) / knobs["period_beats"])
        angle = np.pi / 4.0 * (1.0 + knobs["depth_percent"] / 100.0 * sway)
        both = np.sqrt(2.0) * np.stack([np.cos(angle), np.sin(angle)])
        out[:, start : start + at.size] *= both.astype(np.float32)
    return out
