"""Pan: the sound moved to one side of the stereo picture; made for a place that moves."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.panning import panned

KNOBS = {"position_percent": Knob(lowest=-100.0, highest=100.0, subtle=40.0, medium=60.0, heavy=80.0)}
PROMISES = (Promise("width", 1),)
ALSO = ("movement", "density")
TAIL_SECONDS = 0.0
LINEAR = True
LISTENS_SECONDS = 0.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; -100 is far left, 100 far right, 0 as it was."""
    return panned(samples, knobs["position_percent"] / 100.0, np.float32(1.0))
