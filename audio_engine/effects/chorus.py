"""Chorus: several players for one; moves how widely a steady tone is spread in pitch."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import as_loud_as, played_through

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.7, medium=0.9, heavy=1.2),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=12.0, medium=25.0, heavy=45.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=25.0, medium=36.0, heavy=50.0),
}
TAIL_SECONDS = 0.05
LISTENS_SECONDS = 4.0
VOICE_MS = 9.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, beside a swaying double."""
    from pedalboard import Chorus

    double = Chorus(
        rate_hz=knobs["sway_hz"],
        depth=knobs["depth_percent"] / 100.0,
        centre_delay_ms=VOICE_MS,
        feedback=0.0,
        mix=knobs["wet_percent"] / 100.0,
    )
    return as_loud_as(samples, played_through(double, samples, rate_hz))
