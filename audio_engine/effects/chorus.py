"""Chorus: several players for one; moves how widely a steady tone is spread in pitch."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import make_up, played_through, sway_lead

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.7, medium=0.9, heavy=1.2),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=12.0, medium=25.0, heavy=45.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=25.0, medium=36.0, heavy=50.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = ("width", "steadiness", "roughness", "density", "panning", "dynamics", "order", "space", "bass")
TAIL_SECONDS = 0.05
LISTENS_SECONDS = 4.0
VOICE_MS = 9.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, a swaying double beside it; a mix stays about as loud."""
    lead_frames = sway_lead(knobs["sway_hz"], beat, rate_hz)
    gain = make_up(_played, rate_hz, knobs, samples.shape[0])
    return _played(samples, rate_hz, knobs, lead_frames) * gain


def _played(samples: Samples, rate_hz: int, knobs: Mapping[str, float], lead_frames: int = 0) -> Samples:
    from pedalboard import Chorus

    double = Chorus(
        rate_hz=knobs["sway_hz"],
        depth=knobs["depth_percent"] / 100.0,
        centre_delay_ms=VOICE_MS,
        feedback=0.0,
        mix=knobs["wet_percent"] / 100.0,
    )
    return played_through(double, samples, rate_hz, lead_frames)
