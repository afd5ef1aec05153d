"""Reverb: a room around the sound; moves the energy that is heard after the sound stopped."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import blend, cut, make_up, played_through

KNOBS = {
    "decay_seconds": Knob(lowest=0.6, highest=8.0, subtle=0.9, medium=1.8, heavy=4.0),
    "wet_percent": Knob(lowest=0.0, highest=100.0, subtle=15.0, medium=30.0, heavy=50.0),
    "damping_percent": Knob(lowest=0.0, highest=100.0, subtle=50.0, medium=45.0, heavy=40.0),
}
PROMISES = (Promise("space", 1, on="hits"),)
ALSO = (
    "loudness",
    "density",
    "punch",
    "width",
    "dynamics",
    "roughness",
    "movement",
    "bass",
    "warmth",
    "brightness",
    "presence",
    "middle",
    "air",
    "order",
    "steadiness",
    "panning",
    "floor",
)
TAIL_SECONDS = 6.0
LISTENS_SECONDS = 8.0

MUD_HZ = 60.0
LOOP_SECONDS = 0.0307
"""Mean loop of the eight combs of Freeverb, the room model that pedalboard plays."""


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, in its room; a mix stays about as loud.

    The dry part stays where it was in time; what rings past the end is cut.
    """
    share = knobs["wet_percent"] / 100.0
    # Sound and room are not alike: their powers add.
    level = np.float32(1.0 / np.sqrt((1.0 - share) ** 2 + share**2))
    gain = make_up(_room, rate_hz, _of_room(knobs), samples.shape[0])
    return blend(samples, _room(samples, rate_hz, knobs) * gain, knobs["wet_percent"]) * level


def _of_room(knobs: Mapping[str, float]) -> dict[str, float]:
    return {name: knobs[name] for name in ("decay_seconds", "damping_percent")}


def _room(samples: Samples, rate_hz: int, knobs: Mapping[str, float]) -> Samples:
    """The room alone."""
    from pedalboard import Reverb

    room = Reverb(
        room_size=_room_size(knobs["decay_seconds"]),
        damping=knobs["damping_percent"] / 100.0,
        wet_level=1.0,
        dry_level=0.0,
        width=1.0,
    )
    return cut(played_through(room, samples, rate_hz), MUD_HZ, rate_hz, "highpass")


def _room_size(decay_seconds: float) -> float:
    """Freeverb's room size for a decay by 60 dB: a loop's gain g is 10^(-3·loop/decay), 0.7 + 0.28·size."""
    loop_gain: float = 10.0 ** (-3.0 * LOOP_SECONDS / decay_seconds)
    return float(min(max((loop_gain - 0.7) / 0.28, 0.0), 1.0))
