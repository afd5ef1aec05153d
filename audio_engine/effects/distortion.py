"""Distortion: a driven amplifier; moves the harmonic distortion (THD), the level staying put."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import as_loud_as, cut, driven, loudness
from audio_engine.units import gain_from_db

KNOBS = {"drive_db": Knob(lowest=0.0, highest=40.0, subtle=6.0, medium=14.0, heavy=26.0)}
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 2.0
LOWEST_HZ = 15.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, bent by tanh and as loud as before.

    The drive counts from the sound's own level: at 0 dB its RMS lies 12 dB under the bend, so a
    quiet stem distorts like a loud one. What lies below hearing, DC first, is taken away.
    """
    level = loudness(samples)
    if level <= 0.0:
        return samples
    gain = gain_from_db(knobs["drive_db"] - 12.0) / level
    bent = cut(driven(samples, np.float32(gain)), LOWEST_HZ, rate_hz, "highpass")
    return as_loud_as(samples, bent)
