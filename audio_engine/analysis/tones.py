"""Tones: which pitch classes sound when, from the spectral peaks, whatever the song is tuned to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.spectra import LISTEN_HZ, Array, Spectra

HOP = 1470
FRAMES_PER_SECOND = LISTEN_HZ / HOP  # 15

_SIZE = 8192
_LOWEST_HZ, _BASS_HZ, _TREBLE_HZ, _HIGHEST_HZ = 38.0, 220.0, 110.0, 2000.0
_QUIETEST = 0.02  # of the strongest peak in the frame
_NEIGHBOURS = 60  # bins each side, 160 Hz: the floor above which a peak must stand


Peaks = tuple[NDArray[np.int32], Array, Array]


@dataclass(frozen=True)
class Tones:
    """Pitch classes from C, 0 and above, [frames, 12] at `FRAMES_PER_SECOND`.

    treble: from 110 Hz up; bass: below 220 Hz. tuning_cents: from 440 Hz, -50 to 50.
    """

    treble: Array
    bass: Array
    tuning_cents: float


class ToneEar:
    """Hears the tones of a listening copy that comes in blocks."""

    def __init__(self) -> None:
        self._spectra = Spectra(_SIZE, HOP)
        self._frames, self._parts = 0, list[Peaks]()

    def take(self, block: Array) -> None:
        """Hear the next block."""
        for chunk in self._spectra.take(block):
            self._add(chunk)

    def peaks(self) -> Peaks:
        """Every spectral peak of all blocks; ends the hearing."""
        for chunk in self._spectra.rest():
            self._add(chunk)
        columns = list(zip(*self._parts, strict=True)) or [(), (), ()]
        self._parts.clear()
        frames, pitches, weights = (np.concatenate(column) for column in columns)
        return frames, pitches, weights

    def heard(self) -> Tones:
        """Pitch classes over time of all blocks; ends the hearing."""
        frames, pitches, weights = self.peaks()
        turning = np.sum(weights * np.exp(2j * np.pi * pitches))
        tuning = float(np.angle(turning) / (2 * np.pi)) if abs(turning) > 1e-9 else 0.0
        pitches = pitches - np.float32(tuning)
        treble, bass = pitches >= _pitch(_TREBLE_HZ), pitches < _pitch(_BASS_HZ)
        return Tones(
            _classes(frames[treble], pitches[treble], weights[treble], self._frames),
            _classes(frames[bass], pitches[bass], weights[bass], self._frames),
            100 * tuning,
        )

    def _add(self, chunk: Array) -> None:
        frames, pitches, weights = _peaks(chunk)
        place = (frames + self._frames).astype(np.int32)
        self._parts.append((place, pitches.astype(np.float32), weights.astype(np.float32)))
        self._frames += len(chunk)


def find_tones(blocks: Iterable[Array]) -> Tones:
    """Pitch classes over time of the blocks of a listening copy."""
    return _listened(blocks).heard()


def find_peaks(blocks: Iterable[Array]) -> Peaks:
    """Frame, MIDI pitch (fractional) and weight of every spectral peak of a listening copy."""
    return _listened(blocks).peaks()


def _listened(blocks: Iterable[Array]) -> ToneEar:
    ear = ToneEar()
    for block in blocks:
        ear.take(block)
    return ear


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


def _classes(frames: NDArray[np.int32], pitches: Array, weights: Array, count: int) -> Array:
    """Weights gathered by frame and pitch class; a peak between two classes counts for neither."""
    nearest = np.rint(pitches)
    share = weights * np.square(np.cos(np.pi * np.clip(pitches - nearest, -0.5, 0.5)))
    flat = frames.astype(np.intp) * 12 + nearest.astype(np.intp) % 12
    return np.bincount(flat, share, count * 12).reshape(count, 12).astype(np.float32)
