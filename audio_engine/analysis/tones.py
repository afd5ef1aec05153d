"""Tones: which pitch classes sound when, from the spectral peaks, whatever the song is tuned to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.spectra import LISTEN_HZ, Array, magnitudes

HOP = 1470
FRAMES_PER_SECOND = LISTEN_HZ / HOP  # 15

_SIZE = 8192
_LOWEST_HZ, _BASS_HZ, _TREBLE_HZ, _HIGHEST_HZ = 38.0, 220.0, 110.0, 2000.0
_QUIETEST = 0.02  # of the strongest peak in the frame
_NEIGHBOURS = 60  # bins each side, 160 Hz: the floor above which a peak must stand


@dataclass(frozen=True)
class Tones:
    """Pitch classes from C, 0 and above, [frames, 12] at `FRAMES_PER_SECOND`.

    treble: from 110 Hz up; bass: below 220 Hz. tuning_cents: from 440 Hz, -50 to 50.
    """

    treble: Array
    bass: Array
    tuning_cents: float


def find_tones(mono: Array) -> Tones:
    """Pitch classes over time of a listening copy."""
    frames, pitches, weights = find_peaks(mono)
    frame_count = 1 + len(mono) // HOP
    turning = np.sum(weights * np.exp(2j * np.pi * pitches))
    tuning = float(np.angle(turning) / (2 * np.pi)) if abs(turning) > 1e-9 else 0.0
    pitches = pitches - tuning
    treble = pitches >= _pitch(_TREBLE_HZ)
    bass = pitches < _pitch(_BASS_HZ)
    return Tones(
        _classes(frames[treble], pitches[treble], weights[treble], frame_count),
        _classes(frames[bass], pitches[bass], weights[bass], frame_count),
        100 * tuning,
    )


def find_peaks(mono: Array) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Frame, MIDI pitch (fractional) and weight of every spectral peak of a listening copy."""
    frame_count, parts = 0, []
    for chunk in magnitudes(mono, _SIZE, HOP):
        frames, pitches, weights = _peaks(chunk)
        parts.append((frames + frame_count, pitches, weights))
        frame_count += len(chunk)
    frames, pitches, weights = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return frames, pitches, weights


def _peaks(spectra: Array) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]]:
    """Frame, MIDI pitch and weight of each spectral peak, its place found by a parabola over levels."""
    from scipy.ndimage import uniform_filter1d

    first, last = (int(f * _SIZE / LISTEN_HZ) for f in (_LOWEST_HZ, _HIGHEST_HZ))
    near = spectra[:, first - 1 : last + 2]
    floor = uniform_filter1d(near, 2 * _NEIGHBOURS + 1, axis=1, mode="nearest")[:, 1:-1]
    middle = near[:, 1:-1]
    loud = np.maximum(_QUIETEST * middle.max(axis=1, keepdims=True), 1e-6)
    stands = (middle > near[:, :-2]) & (middle >= near[:, 2:]) & (middle > loud) & (middle > 1.5 * floor)
    frames, bins = np.nonzero(stands)
    below, at, above = (np.log(np.maximum(near[frames, bins + i], 1e-9)) for i in range(3))
    curve = below - 2 * at + above
    shift = np.divide(0.5 * (below - above), curve, out=np.zeros_like(curve), where=curve < -1e-6)
    frequencies = (bins + first + np.clip(shift, -0.5, 0.5)) * (LISTEN_HZ / _SIZE)
    return frames, _pitch(frequencies), np.sqrt(middle[frames, bins]).astype(np.float64)


def _pitch(frequency_hz: NDArray[np.float64] | float) -> NDArray[np.float64]:
    return np.asarray(69 + 12 * np.log2(np.asarray(frequency_hz, dtype=np.float64) / 440.0))


def _classes(
    frames: NDArray[np.intp], pitches: NDArray[np.float64], weights: NDArray[np.float64], count: int
) -> Array:
    """Weights gathered by frame and pitch class; a peak between two classes counts for neither."""
    nearest = np.rint(pitches)
    share = weights * np.square(np.cos(np.pi * np.clip(pitches - nearest, -0.5, 0.5)))
    flat = frames * 12 + nearest.astype(np.intp) % 12
    return np.bincount(flat, share, count * 12).reshape(count, 12).astype(np.float32)
