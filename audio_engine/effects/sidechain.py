"""Sidechain: everything ducks under the kick that falls on the beat; moves the pump of the level."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES
from audio_engine.units import gain_from_db

KNOBS = {
    "depth_db": Knob(lowest=0.0, highest=36.0, subtle=4.0, medium=9.0, heavy=18.0),
    "period_beats": Knob(lowest=0.25, highest=4.0, subtle=1.0, medium=1.0, heavy=1.0),
    "recover_percent": Knob(lowest=10.0, highest=100.0, subtle=60.0, medium=70.0, heavy=80.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = (
    "density",
    "punch",
    "space",
    "order",
    "dynamics",
    "bass",
    "warmth",
    "brightness",
    "roughness",
    "air",
    "loudness",
)
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.1
DIP_SECONDS = 0.008


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; lowest on each period's beat.

    The gain falls by `depth_db` just before the beat and is back after `recover_percent` of the
    period, as the square of a sine; its mean power is 1.
    """
    period, depth = knobs["period_beats"], knobs["depth_db"]
    back = knobs["recover_percent"] / 100.0
    dip = min(DIP_SECONDS / (beat.seconds * period), 0.2)
    level = 1.0 / np.sqrt(np.mean(np.square(_gain(np.linspace(0.0, 1.0, 512), depth, back, dip))))
    out = np.empty_like(samples)
    for start in range(0, samples.shape[1], BLOCK_FRAMES):
        block = samples[:, start : start + BLOCK_FRAMES]
        beats = beat.position(np.arange(start, start + block.shape[1]), rate_hz)
        gain = level * _gain(beats / period % 1.0, depth, back, dip)
        out[:, start : start + block.shape[1]] = block * gain.astype(np.float32)
    return out


def _gain(
    phase: np.ndarray[tuple[int], np.dtype[np.float64]], depth_db: float, back: float, dip: float
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Amplitude at a phase of the period, 0.0 to 1.0."""
    low = gain_from_db(-depth_db)
    up = np.sin(np.pi / 2.0 * np.minimum(phase / back, 1.0)) ** 2
    down = np.clip((1.0 - phase) / dip, 0.0, 1.0)
    return np.asarray(low + (1.0 - low) * np.minimum(up, down))
