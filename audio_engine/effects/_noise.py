"""Noise drawn for the whole remix: a window of it is the same noise."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audio_engine.audio import Samples

DRAWN_FRAMES = 2**17


def pieces(frame_count: int, start: int) -> Iterator[tuple[int, slice, slice]]:
    """The pieces of noise that [start, start + frame_count) of the remix needs.

    Each as its number from 1 on (0 for all before the remix), what it fills, and what of it is taken.
    """
    for number in range(start // DRAWN_FRAMES, -(-(start + frame_count) // DRAWN_FRAMES)):
        begin = number * DRAWN_FRAMES - start
        first, last = max(begin, 0), min(begin + DRAWN_FRAMES, frame_count)
        yield max(number, -1) + 1, slice(first, last), slice(first - begin, last - begin)


def hiss(channels: int, frame_count: int, start: int, seed: int) -> Samples:
    """White noise at an RMS of 1, [channels, frames], from frame `start` of the remix on."""
    out = np.empty((channels, frame_count), dtype=np.float32)
    for number, to, taken in pieces(frame_count, start):
        drawn = np.random.default_rng((seed, number)).standard_normal((2, DRAWN_FRAMES), dtype=np.float32)
        out[:, to] = drawn[:channels, taken]
    return out
