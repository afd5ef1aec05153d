"""High-pass: takes the lows away; moves the energy below the cutoff (24 dB per octave)."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import cut

KNOBS = {"cutoff_hz": Knob(lowest=20.0, highest=8_000.0, subtle=120.0, medium=350.0, heavy=1_000.0)}
PROMISES = (Promise("bass", -1),)
ALSO = (
    "brightness", "presence", "middle", "warmth", "air", "loudness", "density", "punch", "dynamics", "width",
    "space", "roughness", "panning", "order", "likeness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.2


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, without what lies below `cutoff_hz`.

    No make-up gain: what a filter takes is meant to be missing.
    """
    return cut(samples, knobs["cutoff_hz"], rate_hz, "highpass")
