"""Reverse: slices of the sound played backwards in their places; moves the order of rise and fall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._slices import Slice, bars, rearranged

KNOBS = {"slice_beats": Knob(lowest=0.25, highest=8.0, subtle=0.5, medium=1.0, heavy=2.0)}
PROMISES = (Promise("order", -1),)
ALSO = ("punch", "movement", "steadiness", "space", "panning", "roughness", "density")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 8.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape.

    Every slice of the beat grid is turned round, the first and the last as far as they are there.
    """
    length = knobs["slice_beats"]
    first, last = beat.position(np.array([0, samples.shape[1]]), rate_hz)

    def slices() -> Iterator[Slice]:
        for number in bars(samples, rate_hz, beat, length):
            start, end = max(number * length, first), min((number + 1) * length, last)
            yield Slice(start, end - start, start, backwards=True)

    return rearranged(samples, rate_hz, beat, slices())
