"""The listening copy of a sound, and its short-time spectra in chunks of bounded memory."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

Array = NDArray[np.float32]

LISTEN_HZ = 22_050
"""Rate of the listening copy; what is above 11 kHz says nothing about beat, key or form."""

_CHUNK_FRAMES = 1024


def listening_copy(samples: Samples) -> Array:
    """One channel at `LISTEN_HZ`, float32 [frames], of samples [channels, frames] at `RATE_HZ`.

    Channels that cancel each other are not mixed: then the first one is listened to.
    """
    import soxr

    if samples.shape[1] == 0:
        return np.zeros(0, dtype=np.float32)
    mono = samples.mean(axis=0, dtype=np.float32)
    if float(np.dot(mono, mono)) < 0.01 * float(np.dot(samples[0], samples[0])):
        mono = np.ascontiguousarray(samples[0])
    mono = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
    copy: Array = soxr.resample(mono, RATE_HZ, LISTEN_HZ).astype(np.float32)
    return copy


def magnitudes(mono: Array, size: int, hop: int) -> Iterator[Array]:
    """Chunks [frames, size // 2 + 1] of the Hann-windowed magnitude spectrum.

    Frame k is centred on sample k * hop; there are 1 + len(mono) // hop frames in all. A full-scale
    sine has magnitude 1.
    """
    window = (np.hanning(size + 1)[:-1] * (4 / size)).astype(np.float32)
    padded = np.pad(mono, (size // 2, size))
    count = 1 + len(mono) // hop
    views = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    for start in range(0, count, _CHUNK_FRAMES):
        frames = views[start : min(start + _CHUNK_FRAMES, count)] * window
        yield np.abs(np.fft.rfft(frames, axis=1)).astype(np.float32)


def mel_bands(size: int, bands: int, lowest_hz: float, highest_hz: float) -> Array:
    """Triangular filters [size // 2 + 1, bands], evenly spaced on the mel scale, each of sum 1."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (lowest_hz, highest_hz))
    edges_hz = 700 * (10 ** (np.linspace(low, high, bands + 2) / 2595) - 1)
    bins_hz = np.arange(size // 2 + 1) * (LISTEN_HZ / size)
    left, middle, right = (edges_hz[i : bands + i] for i in range(3))
    rising = (bins_hz[:, None] - left) / (middle - left)
    falling = (right - bins_hz[:, None]) / (right - middle)
    filters = np.maximum(0.0, np.minimum(rising, falling))
    empty = np.flatnonzero(filters.sum(axis=0) == 0)
    filters[np.abs(bins_hz[:, None] - middle[empty]).argmin(axis=0), empty] = 1.0
    return np.asarray(filters / filters.sum(axis=0), dtype=np.float32)
