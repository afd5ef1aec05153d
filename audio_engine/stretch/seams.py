"""Seams: two renders of the same moment joined where nobody hears it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples

WINDOWS = (4_096, 1_024)
EDGE_FRAMES = 128


def raised_cosine(frame_count: int) -> NDArray[np.float32]:
    """A rise from just above 0 to just below 1 over `frame_count` frames, as half a cosine."""
    phase = (np.arange(frame_count) + 0.5) / max(frame_count, 1)
    rise: NDArray[np.float32] = (0.5 - 0.5 * np.cos(np.pi * phase)).astype(np.float32)
    return rise


def crossfade(old: Samples, new: Samples) -> Samples:
    """`old` becoming `new` over their whole, equal length, at an even level.

    Two sounds that do not agree in phase lose level in the middle of a plain crossfade: the
    gains are raised by what their correlation says is lost (their sum's expected power is 1).
    """
    rise = raised_cosine(old.shape[1])
    fall = 1.0 - rise
    agreement = max(_correlation(old, new), 0.0)
    power = rise**2 + fall**2 + 2.0 * agreement * rise * fall
    joined: Samples = ((old * fall + new * rise) / np.sqrt(power)).astype(np.float32)
    return joined


def morph(old: Samples, new: Samples) -> Samples:
    """`old` becoming `new` over their whole, equal length, each partial turning from one phase to the other.

    Two renders of one sound agree in level and differ in phase, and a crossfade of opposite phases is
    a hole. So the mean difference of phase is measured in each bin of a short spectrum; on the way from
    one to the other both are turned towards their middle, by as much as the other one weighs. What is
    noise, and has no phase in common, keeps its power. Too short a stretch is crossfaded.
    """
    window = next((w for w in WINDOWS if old.shape[1] >= 2 * w), None)
    if window is None:
        return crossfade(old, new)
    hop = window // 4
    shape = np.sin(np.pi * (np.arange(window) + 0.5) / window).astype(np.float32)
    total = old.shape[1]
    first, second = (_spectra(sound, shape, hop) for sound in (old, new))
    centres = (np.arange(first.shape[1]) * hop - hop) / total
    share = (0.5 - 0.5 * np.cos(np.pi * np.clip(centres, 0.0, 1.0)))[None, :, None]
    common = np.sum(second * np.conj(first), axis=(0, 1))
    power = np.sqrt(np.sum(np.abs(first) ** 2, axis=(0, 1)) * np.sum(np.abs(second) ** 2, axis=(0, 1)))
    alike = np.abs(common) / (power + 1e-20)
    turn = np.angle(common[_summits(power)])
    fall = 1.0 - share
    level = np.sqrt(share**2 + fall**2 + 2.0 * share * fall * alike)
    mixed = (
        first * (fall * np.exp(1j * share * turn)) + second * (share * np.exp(-1j * fall * turn))
    ) / level
    joined = _sound(mixed, shape, hop, total)
    edge = min(EDGE_FRAMES, total // 4)
    joined[:, :edge] = crossfade(old[:, :edge], joined[:, :edge])
    joined[:, -edge:] = crossfade(joined[:, -edge:], new[:, -edge:])
    return joined


def _summits(power: NDArray[np.floating]) -> NDArray[np.int64]:
    """For each bin the summit it belongs to: a partial turns as one, or its bins tear it apart."""
    inner = power[1:-1]
    tops = 1 + np.flatnonzero((inner >= power[:-2]) & (inner > power[2:]))
    if not tops.size:
        return np.arange(power.size)
    borders = (tops[1:] + tops[:-1] + 1) // 2
    found: NDArray[np.int64] = tops[np.searchsorted(borders, np.arange(power.size), side="right")]
    return found


def _spectra(sound: Samples, shape: NDArray[np.float32], hop: int) -> NDArray[np.complexfloating]:
    """Short spectra [channels, pieces, bins] of a sound mirrored at its ends."""
    size = shape.size
    count = -(-sound.shape[1] // hop) + 3
    missing = (count - 1) * hop + size - sound.shape[1] - (size - hop)
    padded = np.pad(sound, ((0, 0), (size - hop, missing)), mode="reflect")
    pieces = np.lib.stride_tricks.sliding_window_view(padded, size, axis=1)[:, ::hop]
    spectra: NDArray[np.complexfloating] = np.fft.rfft(pieces * shape, axis=2)
    return spectra


def _sound(spectra: NDArray[np.complexfloating], shape: NDArray[np.float32], hop: int, total: int) -> Samples:
    size = shape.size
    pieces = np.fft.irfft(spectra, n=size, axis=2) * (shape * np.float32(2 * hop / size))
    out = np.zeros((spectra.shape[0], (spectra.shape[1] - 1) * hop + size))
    for index in range(spectra.shape[1]):
        out[:, index * hop : index * hop + size] += pieces[:, index]
    return out[:, size - hop : size - hop + total].astype(np.float32)


def _correlation(a: Samples, b: Samples) -> float:
    power = float(np.sqrt(np.sum(np.square(a, dtype=np.float64)) * np.sum(np.square(b, dtype=np.float64))))
    return float(np.sum(np.multiply(a, b, dtype=np.float64))) / power if power > 0 else 1.0
