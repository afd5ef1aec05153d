"""Band-pass: keeps the middle alone; moves the energy below and above it (24 dB per octave)."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import cut

KNOBS = {
    "lowest_hz": Knob(lowest=20.0, highest=4_000.0, subtle=120.0, medium=250.0, heavy=500.0),
    "highest_hz": Knob(lowest=200.0, highest=18_000.0, subtle=7_000.0, medium=4_000.0, heavy=2_200.0),
}
PROMISES = (Promise("bass", -1), Promise("air", -1))
ALSO = (
    "brightness", "warmth", "presence", "middle", "loudness", "density", "punch", "dynamics", "width",
    "space", "roughness", "panning", "order", "likeness", "movement",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.2


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, what lies between the two frequencies.

    No make-up gain: what a filter takes is meant to be missing.
    """
    low = cut(samples, knobs["lowest_hz"], rate_hz, "highpass")
    return cut(low, knobs["highest_hz"], rate_hz, "lowpass")
