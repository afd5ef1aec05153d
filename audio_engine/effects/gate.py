"""Gate: shut where the sound is quiet; moves what is left between the hits."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import at_one_level
from audio_engine.effects._dynamics import glide, peaks_db, turned

KNOBS = {
    "threshold_db": Knob(lowest=-40.0, highest=9.0, subtle=5.5, medium=6.5, heavy=7.5),
    "depth_db": Knob(lowest=0.0, highest=60.0, subtle=9.0, medium=16.0, heavy=40.0),
    "attack_ms": Knob(lowest=1.0, highest=50.0, subtle=3.0, medium=3.0, heavy=3.0),
    "release_ms": Knob(lowest=5.0, highest=1_000.0, subtle=120.0, medium=90.0, heavy=60.0),
}
PROMISES = (Promise("space", -1),)
ALSO = ("punch", "density", "dynamics", "movement", "order", "roughness")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape; `depth_db` down while under the threshold.

    threshold_db counts from the sound's own RMS nearby. It opens ahead of what comes, so no hit loses
    its attack, and shuts over the release.
    """

    def shut(one: Samples) -> Samples:
        is_open = peaks_db(one, rate_hz, beat) >= knobs["threshold_db"]
        open_db = np.where(is_open, knobs["depth_db"], 0.0)
        opening = glide(open_db, knobs["attack_ms"], knobs["release_ms"])
        return turned(one, opening - knobs["depth_db"], rate_hz, beat)

    return at_one_level(samples, rate_hz, shut)
