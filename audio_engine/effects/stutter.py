"""Stutter: a short slice said again and again on the beat; moves the order of what is heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._slices import Slice, bars, rearranged

KNOBS = {
    "slice_beats": Knob(lowest=0.0625, highest=2.0, subtle=0.25, medium=0.25, heavy=0.125),
    "lasts_beats": Knob(lowest=0.25, highest=4.0, subtle=1.0, medium=2.0, heavy=4.0),
    "period_beats": Knob(lowest=0.5, highest=16.0, subtle=4.0, medium=4.0, heavy=4.0),
}
PROMISES = (Promise("order", -1),)
ALSO = (
    "punch", "movement", "steadiness", "space", "panning", "roughness", "density", "dynamics",
    "brightness", "bass", "warmth", "presence", "middle", "air", "width", "loudness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 8.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape.

    In the last `lasts_beats` of each period, what is played in the first `slice_beats` of them is
    repeated until the period ends.
    """
    period = knobs["period_beats"]
    lasts, length = min(knobs["lasts_beats"], period), knobs["slice_beats"]

    def slices() -> Iterator[Slice]:
        for number in bars(samples, rate_hz, beat, period):
            end = (number + 1) * period
            for turn in range(1, int(lasts / length + 0.999)):
                at = end - lasts + turn * length
                yield Slice(at, min(length, end - at), end - lasts)

    return rearranged(samples, rate_hz, beat, slices())
