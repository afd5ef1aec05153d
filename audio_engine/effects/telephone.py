"""Telephone: a narrow, slightly driven line; moves the energy outside the telephone's band."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as, at_one_level, cut, driven
from audio_engine.units import gain_from_db

KNOBS = {
    "lowest_hz": Knob(lowest=100.0, highest=1_000.0, subtle=200.0, medium=300.0, heavy=450.0),
    "highest_hz": Knob(lowest=1_500.0, highest=8_000.0, subtle=5_000.0, medium=3_400.0, heavy=2_600.0),
    "drive_db": Knob(lowest=0.0, highest=24.0, subtle=2.0, medium=6.0, heavy=12.0),
}
PROMISES = (Promise("bass", -1), Promise("air", -1))
ALSO = (
    "brightness", "warmth", "presence", "middle", "roughness", "density", "punch", "dynamics", "width",
    "space", "panning", "order", "movement", "likeness", "loudness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.5


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, as heard over a line.

    The band is cut before the drive and once more after it, or its harmonics would widen it.
    """
    gain = gain_from_db(knobs["drive_db"] - 12.0)
    line = at_one_level(_band(samples, rate_hz, knobs), rate_hz, lambda one: driven(one, gain))
    return as_loud_as(samples, _band(line, rate_hz, knobs), rate_hz)


def _band(samples: Samples, rate_hz: int, knobs: Mapping[str, float]) -> Samples:
    return cut(cut(samples, knobs["lowest_hz"], rate_hz, "highpass"), knobs["highest_hz"], rate_hz, "lowpass")
