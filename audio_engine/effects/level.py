"""Level: the sound quieter or louder; made for a knob that moves, a swell or one stem faded in."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.units import gain_from_db

KNOBS = {"gain_db": Knob(lowest=-60.0, highest=12.0, subtle=-4.0, medium=-8.0, heavy=-16.0)}
PROMISES = (Promise("loudness", -1),)
ALSO = ()
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, `gain_db` louder; the lowest setting is silence."""
    gain_db = knobs["gain_db"]
    return samples * np.float32(0.0 if gain_db <= KNOBS["gain_db"].lowest else gain_from_db(gain_db))
