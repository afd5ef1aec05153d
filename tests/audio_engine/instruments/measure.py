"""What the instruments' tests measure: pitch, onsets and the balance of a spectrum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.units import RATE_HZ


def spectrum(mono: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Frequencies in Hz and magnitudes of a windowed sound, four times interpolated."""
    size = 4 << (len(mono) - 1).bit_length()
    magnitude = np.abs(np.fft.rfft(mono.astype(np.float64) * np.hanning(len(mono)), size))
    return np.fft.rfftfreq(size, 1.0 / RATE_HZ), magnitude


def strongest_hz(mono: NDArray[np.float32], low_hz: float, high_hz: float) -> float:
    """The frequency of the highest peak between two frequencies."""
    hz, magnitude = spectrum(mono)
    inside = np.flatnonzero((hz >= low_hz) & (hz <= high_hz))
    return float(hz[inside[np.argmax(magnitude[inside])]])


def cents(hz: float, reference_hz: float) -> float:
    """Interval between two frequencies in cents."""
    return 1200.0 * float(np.log2(hz / reference_hz))


def centroid_hz(mono: NDArray[np.float32]) -> float:
    """The centre of gravity of the spectrum: what is heard as brightness."""
    hz, magnitude = spectrum(mono)
    return float(np.sum(hz * magnitude) / np.sum(magnitude))


def onset_seconds(samples: NDArray[np.float32], threshold: float = 0.1) -> float:
    """When the sound first reaches that share of its peak."""
    level = np.abs(samples).max(axis=0)
    return float(np.argmax(level >= threshold * level.max())) / RATE_HZ
