"""Sound from harmonics that change in time: a wave read out of a slowly turning table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.instruments._workbench import Mono
from audio_engine.units import RATE_HZ

HIGHEST_HZ = 16_000.0
FRAME_HZ = 100.0
"""How many tables a second: harmonics change smoothly between them."""

Tables = NDArray[np.float32]
"""float32 [tables, points + 1]: one cycle of the wave each, the first point repeated at the end."""

_BLOCK = 1 << 15


def harmonic_numbers(fundamental_hz: float, limit: int = 64) -> Mono:
    """1, 2, 3 ... up to the last harmonic below `HIGHEST_HZ`, and no more than `limit`."""
    count = int(np.clip(HIGHEST_HZ / fundamental_hz, 1, limit))
    return np.arange(1, count + 1, dtype=np.float32)


def tables(spectra: NDArray[np.complex64]) -> Tables:
    """One cycle for each row of complex amplitudes [tables, harmonics]; 1 + 0j is a cosine of level 1."""
    count, harmonics = spectra.shape
    points = 1 << int(np.ceil(np.log2(8 * harmonics + 8)))
    bins = np.zeros((count, points // 2 + 1), dtype=np.complex64)
    bins[:, 1 : harmonics + 1] = spectra * np.float32(points / 2)
    waves = np.fft.irfft(bins, points, axis=1)
    return np.concatenate([waves, waves[:, :1]], axis=1).astype(np.float32)


def table_count(frame_count: int) -> int:
    """How many tables a sound of that many frames is read from."""
    return int(frame_count * FRAME_HZ / RATE_HZ) + 2


def table_times(count: int) -> Mono:
    """The time of each table in seconds."""
    return np.arange(count, dtype=np.float32) / np.float32(FRAME_HZ)


def read(wave_tables: Tables, cycles: NDArray[np.float64]) -> Mono:
    """The wave at each position `cycles` (1.0 is one period), linear between points and tables."""
    out = np.empty(len(cycles), dtype=np.float32)
    width = wave_tables.shape[1]
    flat = wave_tables.ravel()
    for start in range(0, len(cycles), _BLOCK):
        block = cycles[start : start + _BLOCK]
        points = (block - np.floor(block)) * (width - 1)
        column = points.astype(np.intp)
        between = (points - column).astype(np.float32)
        turn = np.arange(start, start + len(block)) * (FRAME_HZ / RATE_HZ)
        row = np.minimum(turn.astype(np.intp), wave_tables.shape[0] - 2)
        now, following = _between(flat, row * width + column, between, width)
        following -= now
        following *= (turn - row).astype(np.float32)
        out[start : start + len(block)] = now + following
    return out


def _between(flat: Mono, at: NDArray[np.intp], between: Mono, width: int) -> tuple[Mono, Mono]:
    """The waves of a table and of the one after it, between two points each."""
    waves = []
    for first in (flat, flat[width:]):
        low = first.take(at)
        high = first[1:].take(at)
        high -= low
        high *= between
        low += high
        waves.append(low)
    return waves[0], waves[1]
