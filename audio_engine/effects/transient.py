"""Transient shaper: the beginnings of the hits raised against what follows; moves the punch."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as
from audio_engine.effects._dynamics import follow, peaks_db, turned

KNOBS = {
    "attack_db": Knob(lowest=-18.0, highest=18.0, subtle=3.0, medium=6.0, heavy=10.0),
    "sustain_db": Knob(lowest=-18.0, highest=18.0, subtle=0.0, medium=-2.0, heavy=-5.0),
}
PROMISES = (Promise("punch", 1),)
ALSO = ("density", "space", "movement", "dynamics", "roughness", "order")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0
FULL_DB = 9.0
QUIET_DB = -70.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before.

    A hit is where a quick pointer stands over a slow one, a ring where one that falls slowly stands
    over one that falls quickly; at `FULL_DB` between them the whole of the knob is given.
    """
    peaks = np.maximum(peaks_db(samples, rate_hz, beat), QUIET_DB)
    # One millisecond ahead, so that the gain is up when the hit begins.
    peaks = np.concatenate([peaks[1:], peaks[-1:]])
    hit = follow(peaks, 1.0, 60.0) - follow(peaks, 25.0, 60.0)
    ring = follow(peaks, 1.0, 250.0) - follow(peaks, 1.0, 30.0)
    gain_db = knobs["attack_db"] * np.clip(hit / FULL_DB, 0.0, 1.0)
    gain_db += knobs["sustain_db"] * np.clip(ring / FULL_DB, 0.0, 1.0)
    return as_loud_as(samples, turned(samples, follow(gain_db, 1.0, 2.0), rate_hz, beat), rate_hz)
