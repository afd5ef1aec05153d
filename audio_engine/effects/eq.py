"""EQ: the lows, the middle and the highs by hand; moves the shares of six parts of the spectrum."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES, make_up

KNOBS = {
    "bass_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=3.0, medium=5.5, heavy=9.0),
    "warmth_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=0.0, medium=0.0, heavy=0.0),
    "mid_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=-1.0, medium=-2.0, heavy=-3.0),
    "presence_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=0.0, medium=0.0, heavy=0.0),
    "treble_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=1.0, medium=2.0, heavy=3.0),
    "air_gain_db": Knob(lowest=-24.0, highest=18.0, subtle=0.0, medium=0.0, heavy=0.0),
}
PROMISES = (Promise("bass", 1),)
ALSO = (
    "air", "brightness", "presence", "middle", "warmth", "roughness", "density", "punch", "dynamics", "width",
    "space", "loudness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.2

BANDS: dict[str, tuple[str, float, float]] = {
    "bass_gain_db": ("low", 110.0, 0.7),
    "warmth_gain_db": ("peak", 280.0, 0.8),
    "mid_gain_db": ("peak", 900.0, 0.7),
    "presence_gain_db": ("peak", 3_000.0, 0.8),
    "treble_gain_db": ("high", 4_000.0, 0.7),
    "air_gain_db": ("high", 9_000.0, 0.7),
}
"""For each knob its kind of filter, its frequency in Hz and its Q."""


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; a mix stays about as loud."""
    return _shaped(samples, rate_hz, knobs) * make_up(_shaped, rate_hz, knobs, samples.shape[0])


def _shaped(samples: Samples, rate_hz: int, knobs: Mapping[str, float]) -> Samples:
    from scipy.signal import sosfilt

    rows = [_band(*BANDS[name], gain_db, rate_hz) for name, gain_db in knobs.items() if gain_db]
    if not rows:
        return samples.copy()
    state = np.zeros((len(rows), samples.shape[0], 2))
    out = np.empty_like(samples)
    for at in range(0, samples.shape[1], BLOCK_FRAMES):
        block = slice(at, at + BLOCK_FRAMES)
        out[:, block], state = sosfilt(np.array(rows), samples[:, block], zi=state)
    return out


def _band(kind: str, hz: float, q: float, gain_db: float, rate_hz: int) -> NDArray[np.float64]:
    """One second-order section, by the Audio EQ Cookbook (R. Bristow-Johnson): shelf or peak."""
    root = 10.0 ** (gain_db / 40.0)
    turn = 2.0 * math.pi * hz / rate_hz
    cos, alpha = math.cos(turn), math.sin(turn) / (2.0 * q)
    if kind == "peak":
        above = [1.0 + alpha * root, -2.0 * cos, 1.0 - alpha * root]
        below = [1.0 + alpha / root, -2.0 * cos, 1.0 - alpha / root]
    else:
        sign = 1.0 if kind == "low" else -1.0
        plus, minus, edge = root + 1.0, root - 1.0, 2.0 * math.sqrt(root) * alpha
        above = [
            root * (plus - sign * minus * cos + edge),
            sign * 2.0 * root * (minus - sign * plus * cos),
            root * (plus - sign * minus * cos - edge),
        ]
        below = [
            plus + sign * minus * cos + edge,
            -sign * 2.0 * (minus + sign * plus * cos),
            plus + sign * minus * cos - edge,
        ]
    return np.asarray(np.array([*above, *below]) / below[0])
