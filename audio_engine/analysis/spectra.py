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
_BLOCK_FRAMES = 1 << 20


def listening_copy(samples: Samples) -> Array:
    """One channel at `LISTEN_HZ`, float32 [frames], of samples [channels, frames] at `RATE_HZ`.

    Channels that cancel each other are not mixed: then the first one is listened to.
    """
    import soxr

    if samples.shape[1] == 0:
        return np.zeros(0, dtype=np.float32)
    one_channel = _cancel(samples)
    stream = soxr.ResampleStream(RATE_HZ, LISTEN_HZ, 1, dtype="float32")
    parts = []
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        block = samples[:, start : start + _BLOCK_FRAMES]
        mono = block[0] if one_channel else block.mean(axis=0, dtype=np.float32)
        mono = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
        parts.append(stream.resample_chunk(mono, last=start + _BLOCK_FRAMES >= samples.shape[1]))
    copy: Array = np.concatenate(parts)
    return copy


def _cancel(samples: Samples) -> bool:
    """Whether the mean of the channels has lost nearly all of the first one's energy."""
    first = mixed = 0.0
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        block = samples[:, start : start + _BLOCK_FRAMES]
        mono = block.mean(axis=0, dtype=np.float32)
        first += float(np.dot(block[0], block[0]))
        mixed += float(np.dot(mono, mono))
    return mixed < 0.01 * first


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
