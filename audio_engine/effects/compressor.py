"""Compressor: loud and quiet brought together; moves the crest factor (peak over RMS)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import as_loud_as, loudness, played_through
from audio_engine.units import gain_from_db

KNOBS = {
    "threshold_db": Knob(lowest=-24.0, highest=18.0, subtle=6.0, medium=0.0, heavy=-8.0),
    "compression_ratio": Knob(lowest=1.0, highest=20.0, subtle=2.0, medium=4.0, heavy=8.0),
    "attack_ms": Knob(lowest=0.1, highest=100.0, subtle=3.0, medium=2.0, heavy=1.0),
    "release_ms": Knob(lowest=10.0, highest=1_000.0, subtle=120.0, medium=120.0, heavy=120.0),
}
TAIL_SECONDS = 0.0
WORKING_DB = -20.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before and more even.

    threshold_db counts from the sound's own RMS, so that a quiet stem is held like a loud one.
    """
    from pedalboard import Compressor

    level = loudness(samples)
    if level <= 0.0:
        return samples
    squeeze = Compressor(
        threshold_db=WORKING_DB + knobs["threshold_db"],
        ratio=knobs["compression_ratio"],
        attack_ms=knobs["attack_ms"],
        release_ms=knobs["release_ms"],
    )
    ready = samples * np.float32(gain_from_db(WORKING_DB) / level)
    return as_loud_as(samples, played_through(squeeze, ready, rate_hz))
