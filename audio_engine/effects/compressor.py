"""Compressor: loud and quiet brought together; moves the crest factor (peak over RMS)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level
from audio_engine.effects._dynamics import glide, peaks_db, turned

KNOBS = {
    "threshold_db": Knob(lowest=-24.0, highest=18.0, subtle=6.0, medium=0.0, heavy=-8.0),
    "compression_ratio": Knob(lowest=1.0, highest=20.0, subtle=2.0, medium=4.0, heavy=8.0),
    "attack_ms": Knob(lowest=1.0, highest=50.0, subtle=5.0, medium=5.0, heavy=5.0),
    "release_ms": Knob(lowest=10.0, highest=1_000.0, subtle=120.0, medium=90.0, heavy=60.0),
}
PROMISES = (Promise("density", 1),)
ALSO = ("punch", "space", "order", "movement")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before and more even.

    threshold_db counts from the sound's own RMS nearby, so that a quiet stem is held like a loud one.
    It looks ahead by its attack: the gain is down when a peak comes, not after it.
    """

    def held(one: Samples) -> Samples:
        over_db = peaks_db(one, rate_hz, beat) - knobs["threshold_db"]
        asked_db = np.maximum(over_db, 0.0) * (1.0 - 1.0 / knobs["compression_ratio"])
        return turned(one, -glide(asked_db, knobs["attack_ms"], knobs["release_ms"]), rate_hz, beat)

    return at_one_level(samples, rate_hz, held)
