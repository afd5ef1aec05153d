"""Formants: a transposed voice keeps the mouth it was sung with."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, silence

WINDOW = 2_048
HOP = 512
BATCH = 256
QUEFRENCIES = 66
"""Cepstrum kept for the envelope: 1.5 ms at 44.1 kHz, shorter than the period of a sung note."""
MOST_DB = 18.0
FLOOR = 1e-5


def keep_formants(shifted: Samples, original: Samples, tempo_ratio: float, pitch_ratio: float) -> Samples:
    """`shifted` with the spectral envelope that `original` has at the same moment.

    shifted: float32 [channels, frames], transposed by `pitch_ratio` and `tempo_ratio` times as
    fast as `original`. Transposing moved the envelope E(f) to E(f / pitch_ratio), so each short
    spectrum is multiplied by E(f) / E(f / pitch_ratio); E is the cepstrally smoothed spectrum of
    the original's channels together. Nothing moves in time, and the level stays.
    """
    window = np.sin(np.pi * np.arange(WINDOW) / WINDOW).astype(np.float32)
    total = shifted.shape[1]
    heard = np.pad(shifted, ((0, 0), (WINDOW, WINDOW)))
    mono = np.pad(original.mean(axis=0), WINDOW)
    out = silence(total + 2 * WINDOW, shifted.shape[0])
    starts = np.arange(0, total + WINDOW, HOP)
    for first in range(0, starts.size, BATCH):
        at = starts[first : first + BATCH]
        source = np.rint((at - WINDOW / 2) * tempo_ratio + WINDOW / 2).astype(np.int64)
        gains = _gains(_grains(mono, source, window), pitch_ratio)
        for line, channel in zip(out, heard, strict=True):
            spectra = np.fft.rfft(_grains(channel, at, window)) * gains
            _add(line, at, np.fft.irfft(spectra, n=WINDOW) * window)
    shaped = out[:, WINDOW : WINDOW + total]
    return shaped * np.float32(_power(shifted) / max(_power(shaped), FLOOR))


def _power(samples: Samples) -> float:
    return float(np.linalg.norm(samples))


def _grains(line: NDArray[np.float32], at: NDArray[np.int64], window: NDArray[np.float32]) -> Samples:
    """Windowed pieces [pieces, WINDOW] of a line from the frames `at`, held within it."""
    held = np.clip(at, 0, line.size - WINDOW)
    pieces: Samples = line[held[:, None] + np.arange(WINDOW)[None, :]] * window
    return pieces


def _add(line: NDArray[np.float32], at: NDArray[np.int64], grains: NDArray[np.floating]) -> None:
    for start, grain in zip(at, grains, strict=True):
        line[start : start + WINDOW] += grain.astype(np.float32)


def _gains(grains: Samples, pitch_ratio: float) -> NDArray[np.float64]:
    """Gain [pieces, bins] that brings a transposed envelope back to where it was."""
    level = np.log(np.abs(np.fft.rfft(grains)) + FLOOR)
    cepstrum = np.fft.irfft(level, n=WINDOW)
    cepstrum[:, QUEFRENCIES : WINDOW - QUEFRENCIES + 1] = 0.0
    envelope = np.fft.rfft(cepstrum).real
    bins = np.arange(envelope.shape[1])
    moved = np.clip(bins / pitch_ratio, 0, bins[-1])
    low = np.minimum(moved.astype(np.int64), bins[-1] - 1)
    share = moved - low
    shifted = envelope[:, low] * (1.0 - share) + envelope[:, low + 1] * share
    most = MOST_DB / 20.0 * np.log(10.0)
    # above the old Nyquist frequency a lowered sound has nothing to shape
    gains: NDArray[np.float64] = np.exp(np.clip(envelope - shifted, -most, most))
    return gains
