"""The mix bus: a gentle compressor that makes one piece of a song and what was added to it."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.paged import blocks
from audio_engine.units import RATE_HZ

RATIO = 1.7
THRESHOLD_LU = 2.0
"""Over the song's own loudness: what the song alone does is hardly touched."""
MOST_DB = 3.0
HOP_FRAMES = 256
AVERAGE_SECONDS = 0.06
GLIDE_SECONDS = 0.12
REACH_SECONDS = AVERAGE_SECONDS + 2 * GLIDE_SECONDS
"""How far around a moment the gain depends on the sound."""


def glued(sound: Samples, song_lufs: float, parts: Iterable[Samples] = ()) -> Samples:
    """The mix [channels, frames] with its loudest moments held back by at most 3 dB.

    song_lufs: the loudness of the song that the threshold hangs on, so that a window of the mix is
    held back as the whole is. The level is an RMS over 60 ms, and the gain glides evenly on both sides
    of a peak: nothing pumps. Writes into `sound`, and into `parts` of it, which are held back as it is.
    """
    reduction_db = _reduction(sound, song_lufs + THRESHOLD_LU)
    if not reduction_db.any():
        return sound
    middles = (np.arange(len(reduction_db)) + 0.5) * HOP_FRAMES
    for block in blocks(sound.shape[1]):
        at = np.arange(block.start, block.stop) + 0.5
        gain = (10 ** (-np.interp(at, middles, reduction_db) / 20)).astype(np.float32)
        for each in (sound, *parts):
            each[:, block] *= gain
    return sound


def _reduction(sound: Samples, threshold_db: float) -> NDArray[np.float64]:
    """By how many dB each hop is held back."""
    from scipy.ndimage import uniform_filter1d

    count = -(-sound.shape[1] // HOP_FRAMES)
    power = np.zeros(count)
    for hops in blocks(count, 1 << 12):
        part = sound[:, hops.start * HOP_FRAMES : hops.stop * HOP_FRAMES]
        whole = np.zeros((hops.stop - hops.start) * HOP_FRAMES)
        whole[: part.shape[1]] = np.square(part, dtype=np.float64).sum(axis=0)
        power[hops] = whole.reshape(-1, HOP_FRAMES).mean(axis=1)
    hops_per_second = RATE_HZ / HOP_FRAMES
    even = uniform_filter1d(power, max(round(AVERAGE_SECONDS * hops_per_second), 1), mode="nearest")
    level_db = 10 * np.log10(np.maximum(even, 1e-20)) - 0.691
    held = np.minimum(np.maximum(level_db - threshold_db, 0.0) * (1.0 - 1.0 / RATIO), MOST_DB)
    glide = max(round(GLIDE_SECONDS * hops_per_second), 1)
    reduction: NDArray[np.float64] = uniform_filter1d(uniform_filter1d(held, glide), glide)
    return reduction
