"""8D: the sound circles around the head; moves the balance of the ears, and the shade behind it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES, as_loud_as, cut, read_at

KNOBS = {
    "period_beats": Knob(lowest=2.0, highest=64.0, subtle=16.0, medium=16.0, heavy=16.0),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=45.0, medium=75.0, heavy=100.0),
    "width_percent": Knob(lowest=0.0, highest=100.0, subtle=60.0, medium=35.0, heavy=20.0),
}
PROMISES = (Promise("panning", 1),)
ALSO = (
    "movement", "width", "density", "roughness", "brightness", "air", "presence", "middle", "punch", "space",
    "steadiness", "warmth", "bass",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0

EAR_SECONDS = 0.0003
SHADE_HZ = 2_500.0
MOST_SHADE = 0.6
MOST_SIDE = 0.9


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; a sound of one channel stays where it is.

    The middle of the sound goes once around in `period_beats`, in front where a period begins, then
    right, behind, left. The far ear hears it up to 0.3 ms later and softer; behind, both hear less of
    the highs. Of the side there stays `width_percent`.
    """
    if samples.shape[0] < 2:
        return samples.copy()
    middle = samples.mean(axis=0, keepdims=True)
    shaded = cut(middle, SHADE_HZ, rate_hz, "lowpass")
    depth = knobs["depth_percent"] / 100.0
    out: Samples = (samples - middle) * np.float32(knobs["width_percent"] / 100.0)
    total = samples.shape[1]
    for start in range(0, total, BLOCK_FRAMES):
        at = np.arange(start, min(total, start + BLOCK_FRAMES))
        turn = 2.0 * np.pi * beat.position(at, rate_hz) / knobs["period_beats"]
        behind = MOST_SHADE * depth * (0.5 - 0.5 * np.cos(turn))
        begin = max(0, start - 64)
        near = slice(begin, min(total, start + at.size + 64))
        for ear, sign in ((0, -1.0), (1, 1.0)):
            side = sign * depth * np.sin(turn)
            gain = np.sqrt(2.0) * np.sin(np.pi / 4.0 * (1.0 + MOST_SIDE * side))
            place = at - begin + EAR_SECONDS * rate_hz * side
            clear, dull = (read_at(x[:, near], place) for x in (middle, shaded))
            heard = gain * (clear * (1.0 - behind) + dull * behind)
            out[ear, start : start + at.size] += heard[0].astype(np.float32)
    return as_loud_as(samples, out, rate_hz)
