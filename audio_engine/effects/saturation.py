"""Saturation: tape and tubes; moves the harmonics, low ones and even ones first, gently."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level, bent, cut
from audio_engine.units import gain_from_db

KNOBS = {
    "drive_db": Knob(lowest=0.0, highest=24.0, subtle=3.0, medium=7.0, heavy=12.0),
    "even_percent": Knob(lowest=0.0, highest=100.0, subtle=40.0, medium=50.0, heavy=60.0),
    "cutoff_hz": Knob(lowest=4_000.0, highest=20_000.0, subtle=18_000.0, medium=15_000.0, heavy=12_000.0),
}
PROMISES = (Promise("roughness", 1),)
ALSO = ("density", "punch", "air", "space", "brightness", "warmth")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.5
LOWEST_HZ = 15.0
MOST_BIAS = 0.6


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before.

    A tanh bent around a point off its middle, which is what makes even harmonics; the drive counts
    from the sound's own level nearby. Above `cutoff_hz` the tape hears less.
    """
    gain = np.float32(gain_from_db(knobs["drive_db"] - 12.0))
    bias = np.float32(MOST_BIAS * knobs["even_percent"] / 100.0)

    def taped(one: Samples) -> Samples:
        warm = bent(one, lambda fine: (np.tanh(fine * gain + bias) - np.tanh(bias)) / gain)
        return cut(cut(warm, LOWEST_HZ, rate_hz, "highpass"), knobs["cutoff_hz"], rate_hz, "lowpass")

    return at_one_level(samples, rate_hz, taped)
