"""Limiter: no peak stands far above the rest; moves the crest factor (peak over RMS)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level
from audio_engine.effects._dynamics import glide, peaks_db, turned

KNOBS = {
    "ceiling_db": Knob(lowest=3.0, highest=18.0, subtle=11.0, medium=8.5, heavy=6.0),
    "release_ms": Knob(lowest=10.0, highest=500.0, subtle=80.0, medium=80.0, heavy=80.0),
}
PROMISES = (Promise("density", 1),)
ALSO = ("punch", "space", "movement", "order")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0
ATTACK_MS = 3.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before.

    ceiling_db counts from the sound's own RMS nearby: what stands higher is turned down before it comes.
    """

    def held(one: Samples) -> Samples:
        over_db = np.maximum(peaks_db(one, rate_hz, beat) - knobs["ceiling_db"], 0.0)
        return turned(one, -glide(over_db, ATTACK_MS, knobs["release_ms"]), rate_hz, beat)

    return at_one_level(samples, rate_hz, held)
