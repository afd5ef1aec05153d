"""Chorus: several players for one; moves how widely a steady tone is spread in pitch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import blend, echoed, make_up

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.7, medium=0.9, heavy=1.2),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=12.0, medium=25.0, heavy=45.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=25.0, medium=36.0, heavy=50.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = ("width", "steadiness", "roughness", "density", "panning", "dynamics", "order", "space", "bass")
TAIL_SECONDS = 0.05
LISTENS_SECONDS = 0.1
VOICE_MS, MOST_SWAY_MS = 9.0, 10.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, a swaying double beside it; a mix stays about as loud."""
    gain = make_up(_played, rate_hz, knobs, samples.shape[0])
    return _played(samples, rate_hz, knobs, beat.start_seconds) * gain


def _played(
    samples: Samples, rate_hz: int, knobs: Mapping[str, float], start_seconds: float = 0.0
) -> Samples:
    """The sound and its double, late by 9 ms and swaying with the time of the remix."""
    reach_ms = MOST_SWAY_MS * knobs["depth_percent"] / 100.0

    def late_ms(at: NDArray[np.float64]) -> NDArray[np.float64]:
        turn = 2.0 * np.pi * knobs["sway_hz"] * (at / rate_hz + start_seconds)
        return np.maximum(VOICE_MS + reach_ms * np.sin(turn), 1.0)

    return blend(samples, echoed(samples, rate_hz, late_ms), knobs["wet_percent"])
