"""Flanger: a sweeping comb of jet-like notches; moves how deep the comb cuts the spectrum."""

from __future__ import annotations

from collections.abc import Mapping

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob
from audio_engine.effects._board import as_loud_as, played_through

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.2, medium=0.25, heavy=0.3),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=10.0, medium=15.0, heavy=20.0),
    "feedback_percent": Knob(lowest=0.0, highest=85.0, subtle=10.0, medium=35.0, heavy=55.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=20.0, medium=35.0, heavy=50.0),
}
TAIL_SECONDS = 0.2
LISTENS_SECONDS = 4.0
COMB_MS = 1.6


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before, under a moving comb."""
    from pedalboard import Chorus

    comb = Chorus(
        rate_hz=knobs["sway_hz"],
        depth=knobs["depth_percent"] / 100.0,
        centre_delay_ms=COMB_MS,
        feedback=-knobs["feedback_percent"] / 100.0,  # the plugin subtracts what it feeds back
        mix=knobs["wet_percent"] / 100.0,
    )
    return as_loud_as(samples, played_through(comb, samples, rate_hz))
