"""The listening copy of a sound, and its short-time spectra, both made block by block."""

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


def listening_blocks(samples: Samples) -> Iterator[Array]:
    """One channel at `LISTEN_HZ` of samples [channels, frames] at `RATE_HZ`, in blocks float32 [frames].

    Channels that cancel each other are not mixed: then the first one is listened to. The samples may lie
    on disk (numpy.memmap): no more than a block of them is held.
    """
    import soxr

    one_channel = _cancel(samples)
    stream = soxr.ResampleStream(RATE_HZ, LISTEN_HZ, 1, dtype="float32")
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        block = np.asarray(samples[:, start : start + _BLOCK_FRAMES])
        mono = block[0] if one_channel else block.mean(axis=0, dtype=np.float32)
        mono = np.nan_to_num(mono, nan=0.0, posinf=0.0, neginf=0.0)
        yield stream.resample_chunk(mono, last=start + _BLOCK_FRAMES >= samples.shape[1])


def _cancel(samples: Samples) -> bool:
    """Whether the mean of the channels has lost nearly all of the first one's energy."""
    first = mixed = 0.0
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        block = samples[:, start : start + _BLOCK_FRAMES]
        mono = block.mean(axis=0, dtype=np.float32)
        first += float(np.dot(block[0], block[0]))
        mixed += float(np.dot(mono, mono))
    return mixed < 0.01 * first


class Spectra:
    """Short-time spectra of a sound that comes in blocks.

    Frame k is centred on sample k * hop; there are 1 + length // hop frames in all. Each chunk given is
    the Hann-windowed magnitude spectrum of some frames, [frames, size // 2 + 1]; a full-scale sine has
    magnitude 1.
    """

    def __init__(self, size: int, hop: int) -> None:
        self._size, self._hop = size, hop
        self._window = (np.hanning(size + 1)[:-1] * (4 / size)).astype(np.float32)
        self._waiting: Array = np.zeros(size // 2, dtype=np.float32)
        self._taken = self._given = 0

    def take(self, block: Array) -> Iterator[Array]:
        """The spectra of all frames that are complete with this block."""
        self._taken += len(block)
        self._waiting = np.concatenate([self._waiting, block])
        yield from self._chunks(max(0, (len(self._waiting) - self._size) // self._hop + 1))

    def rest(self) -> Iterator[Array]:
        """The spectra of the frames that reach beyond the end, once all blocks were taken."""
        self._waiting = np.pad(self._waiting, (0, self._size + self._hop))
        yield from self._chunks(1 + self._taken // self._hop - self._given)

    def _chunks(self, count: int) -> Iterator[Array]:
        if count > 0:
            views = np.lib.stride_tricks.sliding_window_view(self._waiting, self._size)[:: self._hop][:count]
            for start in range(0, count, _CHUNK_FRAMES):
                frames = views[start : start + _CHUNK_FRAMES] * self._window
                yield np.abs(np.fft.rfft(frames, axis=1)).astype(np.float32)
            self._waiting = self._waiting[count * self._hop :].copy()
            self._given += count


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
