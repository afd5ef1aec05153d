"""Rhythm gate: the sound cut into steps of the beat; moves the depth of the chopping."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES

KNOBS = {
    "step_beats": Knob(lowest=0.125, highest=2.0, subtle=0.25, medium=0.25, heavy=0.25),
    "open_percent": Knob(lowest=10.0, highest=95.0, subtle=70.0, medium=60.0, heavy=50.0),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=50.0, medium=80.0, heavy=100.0),
    "rests_percent": Knob(lowest=0.0, highest=75.0, subtle=0.0, medium=15.0, heavy=25.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = (
    "density", "punch", "space", "order", "dynamics", "bass", "warmth", "brightness", "roughness",
    "presence", "middle", "air", "loudness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.1
EDGE_SECONDS = 0.004
MOST_LEVEL = 2.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; each step sounds for `open_percent` of its length.

    `rests_percent` of the steps of a bar stay shut, drawn once and the same in every bar, the first
    never. The mean power is what it was, as far as 6 dB allow.
    """
    step, shut = knobs["step_beats"], 1.0 - knobs["depth_percent"] / 100.0
    opened = knobs["open_percent"] / 100.0
    pattern = _pattern(max(1, round(beat.per_bar / step)), knobs["rests_percent"], beat.seed)
    power = pattern.mean() * opened * (1.0 - shut**2) + shut**2
    level = min(MOST_LEVEL, 1.0 / np.sqrt(power))
    edge = min(EDGE_SECONDS / (beat.seconds * step), opened / 2.0, (1.0 - opened) / 2.0)
    out = np.empty_like(samples)
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        steps = beat.position(np.arange(start, start + block.shape[1]), rate_hz) / step
        phase = steps % 1.0
        near = np.minimum((opened - phase) / edge + 0.5, phase / edge + 0.5)
        near = np.maximum(near, (phase - 1.0) / edge + 0.5)
        # The edge before a step belongs to the step that comes.
        number = np.floor(steps + 0.5 * edge).astype(np.int64) % pattern.size
        gain = shut + (1.0 - shut) * np.clip(near, 0.0, 1.0) * pattern[number]
        out[:, start : start + block.shape[1]] = block * (level * gain).astype(np.float32)
    return out


def _pattern(steps: int, rests_percent: float, seed: int) -> NDArray[np.float64]:
    """1.0 for each step of a bar that sounds, 0.0 for each that rests."""
    pattern = np.ones(steps)
    rests = min(round(steps * rests_percent / 100.0), steps - 1)
    pattern[1 + np.random.default_rng(seed).permutation(steps - 1)[:rests]] = 0.0
    return pattern
