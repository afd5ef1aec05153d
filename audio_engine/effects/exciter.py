"""Exciter: new harmonics above the voice; moves the air that a dull recording lacks."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as, at_one_level, cut, driven
from audio_engine.units import gain_from_db

KNOBS = {
    "amount_db": Knob(lowest=-30.0, highest=6.0, subtle=-20.0, medium=-14.0, heavy=-9.0),
    "lowest_hz": Knob(lowest=2_000.0, highest=8_000.0, subtle=3_500.0, medium=3_500.0, heavy=3_500.0),
}
PROMISES = (Promise("air", 1),)
ALSO = ("brightness", "roughness", "presence", "middle", "bass", "warmth", "space")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.5
DRIVE_DB = 10.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before.

    What lies above `lowest_hz` is driven; what that made an octave higher is added at `amount_db`.
    """
    high = cut(samples, knobs["lowest_hz"], rate_hz, "highpass")
    sharp = at_one_level(high, rate_hz, lambda one: driven(one, gain_from_db(DRIVE_DB)))
    new = cut(sharp, 2.0 * knobs["lowest_hz"], rate_hz, "highpass")
    return as_loud_as(samples, samples + new * gain_from_db(knobs["amount_db"] + 12.0), rate_hz)
