"""Low-pass: takes the highs away; moves the energy above the cutoff (24 dB per octave)."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import cut

KNOBS = {"cutoff_hz": Knob(lowest=80.0, highest=18_000.0, subtle=6_000.0, medium=2_000.0, heavy=600.0)}
PROMISES = (Promise("brightness", -1), Promise("air", -1))
ALSO = (
    "presence", "middle", "warmth", "bass", "loudness", "density", "punch", "dynamics", "width", "space",
    "roughness", "panning", "order",
)  # fmt: skip
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.2


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, without what lies above `cutoff_hz`.

    No make-up gain: what a filter takes is meant to be missing.
    """
    return cut(samples, knobs["cutoff_hz"], rate_hz, "lowpass")
