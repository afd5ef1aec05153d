"""Distortion: a driven amplifier; moves the harmonic distortion (THD), the level staying put."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level, cut, driven
from audio_engine.units import gain_from_db

KNOBS = {"drive_db": Knob(lowest=0.0, highest=40.0, subtle=6.0, medium=14.0, heavy=26.0)}
PROMISES = (Promise("roughness", 1),)
ALSO = (
    "brightness", "air", "presence", "middle", "density", "punch", "space", "width", "movement", "order",
    "panning",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.5
LOWEST_HZ = 15.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, bent by tanh and as loud as before.

    The drive counts from the sound's own level nearby: at 0 dB its RMS lies 12 dB under the bend, so
    a quiet stem distorts like a loud one. What lies below hearing, DC first, is taken away.
    """
    gain = gain_from_db(knobs["drive_db"] - 12.0)
    return at_one_level(samples, rate_hz, lambda one: cut(driven(one, gain), LOWEST_HZ, rate_hz, "highpass"))
