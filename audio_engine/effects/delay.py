"""Delay: echoes in time with the beat; moves the energy of the echoes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples, frames
from audio_engine.effects import Beat, Knob, Promise

KNOBS = {
    "delay_beats": Knob(lowest=0.125, highest=4.0, subtle=0.5, medium=0.5, heavy=0.5),
    "feedback_percent": Knob(lowest=0.0, highest=85.0, subtle=15.0, medium=35.0, heavy=55.0),
    "wet_percent": Knob(lowest=0.0, highest=100.0, subtle=25.0, medium=40.0, heavy=65.0),
}
PROMISES = (Promise("space", 1, on="hits"),)
ALSO = ("floor",
    "density", "punch", "roughness", "movement", "order", "steadiness", "dynamics", "panning",
    "loudness", "brightness", "warmth", "bass", "width", "presence", "middle", "air",
)  # fmt: skip
TAIL_SECONDS = 6.0
LISTENS_SECONDS = 6.0
DARKENING_HZ = 5_000.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape: the sound, and its echoes under it.

    The first echo comes after `delay_beats` at `wet_percent` of the sound's amplitude; every
    further one is `feedback_percent` of the one before, and darker. Where echoes and sound are not
    alike, the whole is as loud as before.
    """
    gap = max(1, frames(knobs["delay_beats"] * beat.seconds, rate_hz))
    level, feedback = knobs["wet_percent"] / 100.0, knobs["feedback_percent"] / 100.0
    echoes = _echoes(samples, gap, feedback, rate_hz)
    # The powers add: 1 for the sound, and a geometric series for its echoes.
    power = 1.0 + level**2 / (1.0 - feedback**2)
    return (samples + echoes * np.float32(level)) * np.float32(power**-0.5)


def _echoes(samples: Samples, gap: int, feedback: float, rate_hz: int) -> Samples:
    """All echoes at full level: each gap's worth is the sound of the gap before, and its echoes darkened."""
    from scipy.signal import butter, sosfilt

    darken = butter(1, min(DARKENING_HZ, 0.45 * rate_hz), fs=rate_hz, output="sos")
    out = np.zeros_like(samples)
    state = np.zeros((1, samples.shape[0], 2))
    for at in range(gap, samples.shape[1], gap):
        width = min(gap, samples.shape[1] - at)
        before = slice(at - gap, at - gap + width)
        repeats, state = sosfilt(darken, out[:, before], zi=state)
        out[:, at : at + width] = samples[:, before] + feedback * repeats
    return out
