"""Time and pitch: the one door to everything that changes how fast or how high a sound is."""

from __future__ import annotations

import math
from typing import Literal

from audio_engine.audio import Samples
from audio_engine.progress import Progress, quiet
from audio_engine.stretch.slices import stretch_slices
from audio_engine.stretch.spectral import DRUMS, TONAL, VOICE, stretch_spectrum
from audio_engine.stretch.varispeed import resample_speed

__all__ = ["Kind", "resample_speed", "stretch"]

Kind = Literal["tonal", "drums", "voice"]


def stretch(
    samples: Samples, tempo_ratio: float, semitones: float, kind: Kind, progress: Progress = quiet
) -> Samples:
    """The same sound at another tempo and another pitch, the two independent.

    samples: float32 [channels, frames] at `RATE_HZ`. tempo_ratio: above 0, 2.0 is twice as fast.
    kind: tonal sounds are stretched by spectrum; voices also keep their formants when transposed;
    the hits of drums are moved and not stretched. Gives exactly `round(frames / tempo_ratio)`
    frames, the same bytes every time; at ratio 1 and 0 semitones the samples themselves.
    Raises ValueError for a ratio that is no positive number.
    """
    if not (tempo_ratio > 0 and math.isfinite(tempo_ratio) and math.isfinite(semitones)):
        raise ValueError(f"cannot stretch by a ratio of {tempo_ratio} and {semitones} semitones")
    if tempo_ratio == 1.0 and semitones == 0.0:
        return samples
    if kind != "drums":
        window = VOICE if kind == "voice" else TONAL
        return stretch_spectrum(samples, tempo_ratio, semitones, window, progress)
    moved = samples if tempo_ratio == 1.0 else stretch_slices(samples, tempo_ratio, progress)
    return moved if semitones == 0.0 else stretch_spectrum(moved, 1.0, semitones, DRUMS, progress)
