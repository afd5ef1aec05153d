"""Tremolo: loudness that pulses with the beat; moves the depth of the modulation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES

KNOBS = {
    "period_beats": Knob(lowest=0.0625, highest=4.0, subtle=0.5, medium=0.5, heavy=0.5),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=25.0, medium=50.0, heavy=85.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = ("density", "punch", "space", "order", "dynamics", "roughness", "panning")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.1


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; loudest where a bar begins and every `period_beats`.

    The gain swings between 1 and 1 - depth as a cosine; its mean power is 1.
    """
    depth = knobs["depth_percent"] / 100.0
    level = 1.0 / np.sqrt((1.0 - depth / 2.0) ** 2 + depth**2 / 8.0)
    out = np.empty_like(samples)
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        beats = beat.position(np.arange(start, start + block.shape[1]), rate_hz)
        phase = 2.0 * np.pi * beats / knobs["period_beats"]
        gain = level * (1.0 - depth / 2.0 + depth / 2.0 * np.cos(phase))
        out[:, start : start + block.shape[1]] = block * gain.astype(np.float32)
    return out
