"""Tremolo: loudness that pulses with the beat; moves the depth of the modulation."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import BLOCK_FRAMES, as_loud_as

KNOBS = {
    "period_beats": Knob(lowest=0.0625, highest=4.0, subtle=0.5, medium=0.5, heavy=0.5),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=25.0, medium=50.0, heavy=85.0),
}
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 0.1


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; loudest where a bar begins and every `period_beats`.

    The gain swings between 1 and 1 - depth as a cosine; the whole stays as loud as before.
    """
    depth = knobs["depth_percent"] / 100.0
    period_frames = max(2.0, knobs["period_beats"] * beat.seconds * rate_hz)
    first = beat.first_seconds * rate_hz
    out = np.empty_like(samples)
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        phase = 2.0 * np.pi * ((np.arange(start, start + block.shape[1]) - first) / period_frames)
        gain = 1.0 - depth / 2.0 + depth / 2.0 * np.cos(phase)
        out[:, start : start + block.shape[1]] = block * gain.astype(np.float32)
    return as_loud_as(samples, out)
