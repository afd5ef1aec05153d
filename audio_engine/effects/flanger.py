"""Flanger: a sweeping comb of jet-like notches; moves how deep the comb cuts the spectrum."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import blend, echoed, make_up

KNOBS = {
    "sway_hz": Knob(lowest=0.05, highest=5.0, subtle=0.2, medium=0.25, heavy=0.3),
    "depth_percent": Knob(lowest=0.0, highest=100.0, subtle=10.0, medium=15.0, heavy=20.0),
    "feedback_percent": Knob(lowest=0.0, highest=85.0, subtle=10.0, medium=35.0, heavy=55.0),
    "wet_percent": Knob(lowest=0.0, highest=50.0, subtle=25.0, medium=37.0, heavy=50.0),
}
PROMISES = (Promise("movement", 1),)
ALSO = (
    "width", "steadiness", "roughness", "density", "panning", "space", "brightness", "presence", "middle",
    "warmth", "bass", "dynamics", "order",
)  # fmt: skip
TAIL_SECONDS = 0.2
LISTENS_SECONDS = 0.1
COMB_MS, MOST_SWAY_MS, LEAST_MS = 1.6, 10.0, 1.0
MOST_REPEATS, LEAST_LEVEL = 6, 0.03


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, under a moving comb; a mix stays about as loud."""
    gain = make_up(_played, rate_hz, knobs, samples.shape[0])
    return _played(samples, rate_hz, knobs, beat.start_seconds) * gain


def _played(
    samples: Samples, rate_hz: int, knobs: Mapping[str, float], start_seconds: float = 0.0
) -> Samples:
    """The sound and its repeats a moment later, each fed back: the n-th comes n moments late."""
    reach_ms = MOST_SWAY_MS * knobs["depth_percent"] / 100.0
    feedback = knobs["feedback_percent"] / 100.0

    def late_ms(at: NDArray[np.float64], times: int) -> NDArray[np.float64]:
        turn = 2.0 * np.pi * knobs["sway_hz"] * (at / rate_hz + start_seconds)
        return times * np.maximum(COMB_MS + reach_ms * np.sin(turn), LEAST_MS)

    comb = np.zeros_like(samples)
    for repeat in range(MOST_REPEATS):
        level = feedback**repeat
        if level < LEAST_LEVEL:
            break
        comb += np.float32(level) * echoed(samples, rate_hz, partial(late_ms, times=repeat + 1))
    return blend(samples, comb, knobs["wet_percent"])
