"""Samples in memory: their shape, their hash and the small arithmetic that everything shares."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ

_BLOCK_FRAMES = 1 << 18

Samples = NDArray[np.float32]
"""float32 [channels, frames], 1 or 2 channels, -1.0 to 1.0, at `RATE_HZ` unless said otherwise."""


def frames(seconds: float, rate_hz: int = RATE_HZ) -> int:
    """The number of frames nearest to a length in seconds."""
    return round(seconds * rate_hz)


def silence(frame_count: int, channels: int = 2) -> Samples:
    """Zeros [channels, frame_count]."""
    return np.zeros((channels, frame_count), dtype=np.float32)


def fit(samples: Samples, frame_count: int) -> Samples:
    """The same sound cut, or padded with silence at its end, to exactly `frame_count` frames."""
    missing = frame_count - samples.shape[1]
    if missing <= 0:
        return samples[:, :frame_count]
    return np.pad(samples, ((0, 0), (0, missing)))


def fade_edges(samples: Samples, edge_frames: int, start: bool = True, end: bool = True) -> None:
    """Fade the first and the last frames by straight ramps, in place."""
    length = min(edge_frames, samples.shape[1] // 2)
    rise = np.linspace(0.0, 1.0, length, dtype=np.float32)
    if start:
        samples[:, :length] *= rise
    if end:
        samples[:, samples.shape[1] - length :] *= rise[::-1]


def summed(parts: Iterable[Samples]) -> Samples:
    """The sum of at least one sound, all of one shape, added in their order."""
    first, *others = parts
    total = first.copy()
    for part in others:
        total += part
    return total


class PcmHash:
    """SHA-256 over the 24-bit little-endian PCM of samples that come in blocks, channels interleaved.

    It is what a lossless 24-bit file of these samples holds, so a file and a render compare.
    """

    def __init__(self) -> None:
        self._digest = hashlib.sha256()

    def add(self, samples: Samples) -> None:
        """Take in the next block [channels, frames]."""
        for start in range(0, samples.shape[1], _BLOCK_FRAMES):
            block = samples[:, start : start + _BLOCK_FRAMES]
            self._digest.update(to_pcm24(block).T.astype("<i4").tobytes())

    def hex(self) -> str:
        """The hash of all blocks so far."""
        return self._digest.hexdigest()


def pcm_hash(samples: Samples, progress: Progress = quiet) -> str:
    """The `PcmHash`, in hex, of samples that are all there."""
    taken = PcmHash()
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        progress("checking", start / samples.shape[1])
        taken.add(samples[:, start : start + _BLOCK_FRAMES])
    return taken.hex()


def to_pcm24(samples: Samples) -> NDArray[np.int32]:
    """Integers [channels, frames] on the 24-bit grid, -2^23 to 2^23 - 1; beyond full scale is cut."""
    # A power of two scales float32 without loss, so no wider numbers are needed.
    scaled = np.rint(samples * np.float32(2**23))
    cut: NDArray[np.int32] = np.clip(scaled, np.float32(-(2**23)), np.float32(2**23 - 1)).astype(np.int32)
    return cut


def on_pcm24_grid(samples: Samples) -> Samples:
    """The samples rounded to 24 bits: a 24-bit file then gives back exactly these.

    Sums of such samples within full scale are exact in float32, which is how true stems
    add up to their mix bit for bit.
    """
    on_grid = np.rint(samples * np.float32(2**23)) * np.float32(2**-23)
    held: Samples = np.clip(on_grid, np.float32(-1.0), np.float32(1.0 - 2**-23))
    return held


def rms_db(samples: Samples) -> float:
    """Root mean square over all channels and frames, in dBFS; -200 for silence."""
    power = float(np.mean(np.square(samples, dtype=np.float64))) if samples.size else 0.0
    return 10.0 * float(np.log10(power)) if power > 1e-20 else -200.0
