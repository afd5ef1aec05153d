"""Spectra for measuring: mel bands, onset strength and where two of them meet."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

Array = NDArray[np.float64]

HOP = 128
"""Frames between two values of an onset strength: 2.9 ms."""
_ONSET_SIZE, _ONSET_BANDS, _RISE = 2048, 40, 3
_MEL_SIZE, _MEL_HOP, _MEL_BANDS = 2048, 512, 64
_BATCH = 512
_APART = 17
_CLEAR = 1.5


def magnitudes(mono: NDArray[np.floating], size: int, hop: int) -> Iterator[NDArray[np.float32]]:
    """Batches [frames, size // 2 + 1] of the Hann-windowed magnitude spectrum, centred on k * hop."""
    window = np.hanning(size + 1)[:-1].astype(np.float32)
    padded = np.pad(np.asarray(mono, dtype=np.float32), (size // 2, size))
    views = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][: 1 + len(mono) // hop]
    for start in range(0, len(views), _BATCH):
        yield np.abs(np.fft.rfft(views[start : start + _BATCH] * window, axis=1)).astype(np.float32)


def mel_filters(size: int, bands: int, lowest_hz: float, highest_hz: float) -> NDArray[np.float32]:
    """Triangles [size // 2 + 1, bands] evenly spaced on the mel scale, each of sum 1."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (lowest_hz, highest_hz))
    edges = 700 * (10 ** (np.linspace(low, high, bands + 2) / 2595) - 1)
    bins = np.fft.rfftfreq(size, 1 / RATE_HZ)[:, None]
    rising = (bins - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins) / np.diff(edges)[1:]
    filters = np.maximum(0.0, np.minimum(rising, falling))
    for band in np.flatnonzero(filters.sum(axis=0) == 0):
        filters[np.abs(bins[:, 0] - edges[band + 1]).argmin(), band] = 1.0
    return np.asarray(filters / filters.sum(axis=0), dtype=np.float32)


def log_mel_db(mono: NDArray[np.floating]) -> Array:
    """Mel spectrum [frames, 64] in dB, 40 Hz to 16 kHz, 86 frames a second."""
    filters = mel_filters(_MEL_SIZE, _MEL_BANDS, 40.0, 16_000.0)
    bands = np.concatenate([chunk @ filters for chunk in magnitudes(mono, _MEL_SIZE, _MEL_HOP)])
    return np.asarray(20.0 * np.log10(bands + 1e-7), dtype=np.float64)


def log_spectrum_db(mono: NDArray[np.floating]) -> NDArray[np.float32]:
    """Spectrum [frames, 1025] in dB, 86 frames a second, 0 Hz to half the rate."""
    levels = np.concatenate(list(magnitudes(mono, _MEL_SIZE, _MEL_HOP)))
    return np.asarray(20.0 * np.log10(levels + 1e-7), dtype=np.float32)


def onset_strength(sound: Samples) -> Array:
    """How much the mel bands of a sound grow, every `HOP` frames, above its surroundings; deviation 1."""
    from scipy.ndimage import uniform_filter1d

    filters = mel_filters(_ONSET_SIZE, _ONSET_BANDS, 30.0, 10_000.0)
    chunks = magnitudes(sound.mean(axis=0), _ONSET_SIZE, HOP)
    bands = np.concatenate([chunk @ filters for chunk in chunks])
    levels = np.log1p(1000.0 * bands / (float(np.percentile(bands, 99.5)) + 1e-12))
    rise = np.zeros(len(levels))
    rise[_RISE:] = np.maximum(0.0, levels[_RISE:] - levels[:-_RISE]).mean(axis=1)
    clear = np.maximum(0.0, rise - uniform_filter1d(rise, round(0.4 * RATE_HZ / HOP)))
    deviation = float(clear.std())
    return np.asarray(clear / deviation if deviation > 0 else clear)


def summits(strength: Array) -> Array:
    """The fractional places of the clear peaks of an onset strength, at least 25 ms apart."""
    from scipy.ndimage import maximum_filter1d

    inner = np.arange(1, len(strength) - 1)
    top = (strength[inner] >= maximum_filter1d(strength, _APART)[inner]) & (strength[inner] > _CLEAR)
    at = inner[top]
    return np.asarray(at + _bend(strength[at - 1], strength[at], strength[at + 1]))


def lag_frames(out: Array, ideal: Array, most_seconds: float = 0.5) -> float:
    """How many hops later than `ideal` all of `out` is, at most half a second either way."""
    most = round(most_seconds * RATE_HZ / HOP)
    size = 1 << int(np.ceil(np.log2(len(out) + len(ideal) + 1)))
    spectrum = np.fft.rfft(out - out.mean(), size) * np.conj(np.fft.rfft(ideal - ideal.mean(), size))
    likeness = np.roll(np.fft.irfft(spectrum, size), most)[: 2 * most + 1]
    at = int(np.clip(np.argmax(likeness), 1, 2 * most - 1))
    return float(at + _bend(likeness[at - 1], likeness[at], likeness[at + 1]) - most)


def decibels(power: float, against: float) -> float:
    """A ratio of powers in dB, held within -200 and 200."""
    return float(np.clip(10.0 * np.log10(max(power, 1e-30) / max(against, 1e-30)), -200.0, 200.0))


def _bend(before: Array, at: Array, after: Array) -> Array:
    """Where between -0.5 and 0.5 the summit of the parabola through three neighbours lies."""
    curve = np.minimum(before - 2 * at + after, -1e-12)
    return np.clip(0.5 * (before - after) / curve, -0.5, 0.5)
