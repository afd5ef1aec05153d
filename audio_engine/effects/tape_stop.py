"""Tape-stop: the machine is switched off at the end of its place; moves speed and pitch down to rest."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import read_at

KNOBS = {"stop_beats": Knob(lowest=0.25, highest=16.0, subtle=1.0, medium=2.0, heavy=4.0)}
PROMISES = (Promise("order", -1),)
ALSO = (
    "punch", "movement", "steadiness", "space", "panning", "roughness", "density", "dynamics", "loudness",
    "brightness", "bass", "warmth", "presence", "middle", "air", "width",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 12.0
FADED = 0.25
"""Below this speed it falls silent with the speed: what stands still makes no sound."""


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; silent from the end of the place on.

    The speed falls in a straight line from 1 to 0 over the last `stop_beats` before
    `beat.until_seconds`, or before the end of the sound.
    """
    out = samples.copy()
    total = samples.shape[1]
    end = total if beat.until_seconds is None else round(beat.until_seconds * rate_hz)
    begin = round(float(beat.when(beat.position(end, rate_hz) - knobs["stop_beats"], rate_hz)))
    lasts = end - begin
    first, last = min(max(begin, 0), total), min(max(end, 0), total)
    since = np.arange(first, last, dtype=np.float64) - begin
    speed = 1.0 - since / lasts
    place = begin + since - since**2 / (2.0 * lasts)
    held = read_at(samples, place) * np.minimum(speed / FADED, 1.0).astype(np.float32)
    out[:, first:last] = held
    out[:, last:] = 0.0
    return out
