"""Varispeed: tempo and pitch together, as on a turntable, at one speed or along a warp."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples, fit
from audio_engine.units import RATE_HZ

TAPS = 16
"""Zero crossings of the kernel on each side: images stay 70 dB down up to 18 kHz."""
BETA = 8.0
PHASES = 8_192
"""Places between two frames that have a kernel; the nearest one is 80 dB true at 10 kHz."""
CUTS = 16
"""Cut-off frequencies to a doubling of speed: a ramp needs no kernel of its own at each step."""
CHUNK = 1 << 15


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


def resample_warped(samples: Samples, first_frame: int, warp: Warp, start: int, end: int) -> Samples:
    """The frames [start, end) of a sound as a turntable plays it along a warp.

    samples: float32 [channels, frames], beginning at frame `first_frame` of the whole sound, which is
    silent beyond them. Every frame is interpolated from the moment the warp says, by a windowed sinc
    (Kaiser) that cuts off below the lower of the two Nyquist frequencies; where the warp goes at speed
    1 by whole frames it is the sound itself.
    """
    out = np.empty((samples.shape[0], max(end - start, 0)), dtype=np.float32)
    knots = np.asarray(warp.heard_seconds) * RATE_HZ
    edges = [start, *(round(float(k)) for k in knots if start < k < end), end]
    for low, high in pairwise(edges):
        for at in range(low, high, CHUNK):
            stop = min(at + CHUNK, high)
            seconds = np.arange(at, stop) / RATE_HZ
            middle = 0.5 * (at + stop) / RATE_HZ  # within one line of the warp: frame by frame it is straight
            speed = warp.ratio_at(warp.source_at(middle))
            source = (warp.source_at(middle) + (seconds - middle) * speed) * RATE_HZ - first_frame
            out[:, at - start : stop - start] = _interpolated(samples, source, speed)
    return out


def _interpolated(samples: Samples, places: NDArray[np.float64], speed: float) -> Samples:
    whole = np.floor(places + 1e-6).astype(np.int64)
    part = np.maximum(places - whole, 0.0)
    if speed == 1.0 and float(part.max(initial=0.0)) < 1e-5:
        return _taken(samples, int(whole[0]), places.size)
    widest = math.ceil(max(speed, 1.0) * CUTS) / CUTS
    reach = math.ceil(TAPS * widest)
    low = int(whole[0]) - reach
    held = _taken(samples, low, int(whole[-1]) + reach + 2 - low)
    views = np.lib.stride_tricks.sliding_window_view(held, 2 * reach + 1, axis=1)
    table = _kernels(reach, widest)
    weights = table[np.rint(part * PHASES).astype(np.int64)]
    at = whole - int(whole[0])
    return np.stack([np.einsum("nt,nt->n", channel[at], weights) for channel in views])


@lru_cache(maxsize=8)
def _kernels(reach: int, speed: float) -> NDArray[np.float32]:
    """Weights [PHASES + 1, 2 reach + 1] of the frames around a moment, for each share of a frame past one."""
    past = np.arange(PHASES + 1)[:, None] / PHASES
    away = (np.arange(-reach, reach + 1)[None, :] - past) / speed
    window = np.i0(BETA * np.sqrt(np.maximum(1.0 - (away / TAPS) ** 2, 0.0))) / np.i0(BETA)
    weights = np.sinc(away) * window * (np.abs(away) < TAPS)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


def _taken(samples: Samples, start: int, count: int) -> Samples:
    inside = samples[:, max(start, 0) : max(start + count, 0)]
    before = min(max(-start, 0), count)
    return fit(np.pad(inside, ((0, 0), (before, 0))), count)
