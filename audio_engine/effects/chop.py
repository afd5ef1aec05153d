"""Chop: the slices of each bar shuffled on the beat; moves the order of what is heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._slices import Slice, bars, rearranged

KNOBS = {
    "slice_beats": Knob(lowest=0.125, highest=2.0, subtle=1.0, medium=0.5, heavy=0.5),
    "shuffled_percent": Knob(lowest=0.0, highest=100.0, subtle=50.0, medium=70.0, heavy=100.0),
}
PROMISES = (Promise("order", -1),)
ALSO = ("punch", "movement", "steadiness", "space", "panning", "roughness", "density")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 8.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape.

    In each bar `shuffled_percent` of the slices change places, drawn anew for every bar; the slice
    that the bar begins with stays.
    """
    length, bar = knobs["slice_beats"], beat.per_bar
    count = max(1, round(bar / length))

    def slices() -> Iterator[Slice]:
        for number in bars(samples, rate_hz, beat, bar):
            taken = _shuffled(count, knobs["shuffled_percent"], (beat.seed, number % 2**31))
            for to, source in enumerate(taken):
                if to != source:
                    yield Slice(number * bar + to * length, length, number * bar + source * length)

    return rearranged(samples, rate_hz, beat, slices())


def _shuffled(count: int, percent: float, seed: tuple[int, int]) -> list[int]:
    """Which slice is heard in each place of the bar."""
    dice = np.random.default_rng(seed)
    moved = np.sort(1 + dice.permutation(count - 1)[: round((count - 1) * percent / 100.0)])
    order = np.arange(count)
    # Turned round by at least one place: every moved slice leaves its own.
    order[moved] = np.roll(moved, int(dice.integers(1, max(2, moved.size))))
    return [int(place) for place in order]
