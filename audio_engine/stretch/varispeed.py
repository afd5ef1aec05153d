"""Varispeed: tempo and pitch together, as on a turntable."""

from __future__ import annotations

import math

import numpy as np

from audio_engine.audio import Samples, fit


def resample_speed(samples: Samples, ratio: float) -> Samples:
    """The sound played `ratio` times as fast, and 12·log2(ratio) semitones higher.

    samples: float32 [channels, frames]. Gives exactly `round(frames / ratio)` frames; at ratio 1
    the samples themselves. Resampled by soxr at its very high quality, which keeps time zero at
    frame zero. Raises ValueError for a ratio that is no positive number.
    """
    if not (ratio > 0 and math.isfinite(ratio)):
        raise ValueError(f"cannot play at {ratio} times the speed")
    if ratio == 1.0:
        return samples
    wanted = round(samples.shape[1] / ratio)
    if samples.shape[1] == 0:
        return fit(samples, wanted)
    import soxr

    played = soxr.resample(samples.T, ratio, 1.0, quality="VHQ").T
    return np.ascontiguousarray(fit(played, wanted), dtype=np.float32)
