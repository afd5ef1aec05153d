"""Radio: a small set on a medium wave; moves the energy outside its band, and the static in it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import as_loud_as, at_one_level, cut, driven, near_level
from audio_engine.effects._noise import hiss
from audio_engine.units import gain_from_db

KNOBS = {
    "lowest_hz": Knob(lowest=60.0, highest=600.0, subtle=120.0, medium=180.0, heavy=280.0),
    "highest_hz": Knob(lowest=2_500.0, highest=10_000.0, subtle=6_500.0, medium=4_800.0, heavy=3_600.0),
    "drive_db": Knob(lowest=0.0, highest=18.0, subtle=2.0, medium=4.0, heavy=8.0),
    "static_db": Knob(lowest=-80.0, highest=-12.0, subtle=-44.0, medium=-36.0, heavy=-28.0),
}
PROMISES = (Promise("bass", -1), Promise("air", -1))
ALSO = (
    "brightness", "warmth", "presence", "middle", "roughness", "density", "punch", "dynamics", "width",
    "space", "floor", "movement", "panning", "order", "likeness", "loudness",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 5.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, out of a small loudspeaker.

    static_db: the noise under the sound's own RMS nearby; where nothing plays there is none. All of it
    comes from one point.
    """
    one = np.repeat(samples.mean(axis=0, keepdims=True), samples.shape[0], axis=0)
    band = _band(one, rate_hz, knobs)
    gain = gain_from_db(knobs["drive_db"] - 12.0)
    played = at_one_level(band, rate_hz, lambda x: driven(x, gain))
    start = round(beat.start_seconds * rate_hz)
    static = hiss(1, samples.shape[1], start, beat.seed) * near_level(samples, rate_hz)
    played += static * np.float32(gain_from_db(knobs["static_db"]))
    return as_loud_as(samples, _band(played, rate_hz, knobs), rate_hz)


def _band(samples: Samples, rate_hz: int, knobs: Mapping[str, float]) -> Samples:
    return cut(cut(samples, knobs["lowest_hz"], rate_hz, "highpass"), knobs["highest_hz"], rate_hz, "lowpass")
