"""Vibrato: pitch that sways; moves how steady a tone stands."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import swaying

KNOBS = {
    "sway_hz": Knob(lowest=0.1, highest=12.0, subtle=4.5, medium=5.0, heavy=5.5),
    "depth_cents": Knob(lowest=0.0, highest=200.0, subtle=12.0, medium=30.0, heavy=70.0),
}
PROMISES = (Promise("steadiness", -1),)
ALSO = ("movement", "roughness", "density", "width", "panning")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.4


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; the pitch goes up and down by `depth_cents`."""
    return swaying(samples, rate_hz, knobs["depth_cents"], knobs["sway_hz"], beat.start_seconds)
