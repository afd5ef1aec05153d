"""Pitch-correct: a voice drawn to the nearest note; moves how far off the notes it sings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._pitch import HOP_SECONDS, Curve, moved, pitch_hz

KNOBS = {
    "strength_percent": Knob(lowest=0.0, highest=100.0, subtle=50.0, medium=80.0, heavy=100.0),
    "glide_ms": Knob(lowest=0.0, highest=400.0, subtle=80.0, medium=40.0, heavy=0.0),
}
PROMISES = (Promise("tuning", 1, on="voice"),)
ALSO = ("steadiness", "movement", "roughness", "likeness", "presence", "middle")
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 4.0
REFERENCE_HZ = 440.0


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape: one voice, its notes nearer to equal temperament.

    It goes `strength_percent` of the way to the nearest semitone (A4 = 440 Hz), over `glide_ms`. What
    has no clear pitch, noise and chords, stays as it is.
    """
    start = round(beat.start_seconds * rate_hz)
    at, hz = pitch_hz(samples.mean(axis=0), rate_hz, start)
    if not (hz > 0.0).any() or knobs["strength_percent"] <= 0.0:
        return samples.copy()
    return moved(samples, at, hz, _ratio(hz, knobs), rate_hz, start)


def _ratio(hz: Curve, knobs: Mapping[str, float]) -> Curve:
    """How much higher each moment should sound; it glides within a sung stretch only."""
    notes = 12.0 * np.log2(np.where(hz > 0.0, hz, REFERENCE_HZ) / REFERENCE_HZ)
    off = (np.round(notes) - notes) * knobs["strength_percent"] / 100.0
    steps = knobs["glide_ms"] / 1000.0 / HOP_SECONDS
    nearing = 1.0 - np.exp(-1.0 / steps) if steps > 0.0 else 1.0
    glided = np.zeros(hz.size)
    at = 0.0
    for index, wanted in enumerate(off):
        at = at + (wanted - at) * nearing if hz[index] > 0.0 else 0.0
        glided[index] = at
    return np.asarray(2.0 ** (glided / 12.0))
