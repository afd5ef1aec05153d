"""Phaser: a few notches wandering through the middle; moves how much the spectrum sways in time."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import make_up, played_through, sway_lead

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.3, medium=0.4, heavy=0.5),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=30.0, medium=45.0, heavy=60.0),
    "feedback_percent": Knob(lowest=0.0, highest=85.0, subtle=0.0, medium=20.0, heavy=40.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=15.0, medium=30.0, heavy=50.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = (
    "width", "steadiness", "roughness", "density", "panning", "presence", "middle", "warmth", "brightness",
    "dynamics", "order",
)  # fmt: skip
TAIL_SECONDS = 0.1
LISTENS_SECONDS = 4.0
MIDDLE_HZ = 1_000.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, with wandering notches; a mix stays about as loud."""
    lead_frames = sway_lead(knobs["sway_hz"], beat, rate_hz)
    gain = make_up(_played, rate_hz, knobs, samples.shape[0])
    return _played(samples, rate_hz, knobs, lead_frames) * gain


def _played(samples: Samples, rate_hz: int, knobs: Mapping[str, float], lead_frames: int = 0) -> Samples:
    from pedalboard import Phaser

    notches = Phaser(
        rate_hz=knobs["sway_hz"],
        depth=knobs["depth_percent"] / 100.0,
        centre_frequency_hz=MIDDLE_HZ,
        feedback=-knobs["feedback_percent"] / 100.0,  # the plugin subtracts what it feeds back
        mix=knobs["wet_percent"] / 100.0,
    )
    return played_through(notches, samples, rate_hz, lead_frames)
