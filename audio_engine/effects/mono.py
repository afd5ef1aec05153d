"""Mono: the stereo picture drawn together, down to one point; moves the side over the mid."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as

KNOBS = {"width_percent": Knob(lowest=0.0, highest=100.0, subtle=60.0, medium=30.0, heavy=0.0)}
PROMISES = (Promise("width", -1),)
ALSO = ("bass", "warmth", "roughness", "brightness", "density", "punch", "space", "panning")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, its side at `width_percent`."""
    if samples.shape[0] < 2:
        return samples.copy()
    middle = samples.mean(axis=0, keepdims=True)
    share = np.float32(knobs["width_percent"] / 100.0)
    return as_loud_as(samples, middle + (samples - middle) * share, rate_hz)
