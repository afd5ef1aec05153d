"""Underwater: dull and swaying, as heard below the surface; moves the highs away."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as, cut, swaying

KNOBS = {
    "cutoff_hz": Knob(lowest=150.0, highest=4_000.0, subtle=1_400.0, medium=750.0, heavy=420.0),
    "sway_hz": Knob(lowest=0.1, highest=3.0, subtle=0.35, medium=0.45, heavy=0.55),
    "depth_cents": Knob(lowest=0.0, highest=60.0, subtle=6.0, medium=14.0, heavy=25.0),
}
PROMISES = (Promise("brightness", -1), Promise("air", -1))
ALSO = (
    "warmth", "bass", "presence", "middle", "steadiness", "movement", "density", "punch", "dynamics", "width",
    "space", "roughness", "loudness", "panning",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, without its highs, swaying."""
    deep = cut(samples, knobs["cutoff_hz"], rate_hz, "lowpass")
    swayed = swaying(deep, rate_hz, knobs["depth_cents"], knobs["sway_hz"], beat.start_seconds)
    return as_loud_as(samples, swayed, rate_hz)
