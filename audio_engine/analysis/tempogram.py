"""The tempogram: how strongly a song pulses at each tempo from moment to moment, and the path it takes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.onsets import FRAMES_PER_SECOND
from audio_engine.analysis.spectra import Array

SLOWEST_BPM, FASTEST_BPM = 40.0, 220.0
STEADY = 0.018
"""Spread of a path below which the tempo is that of a machine, or of a click in the ear."""

_RELATED = (1.0, 0.5, 2.0, 1 / 3, 3.0, 2 / 3, 1.5, 0.75, 4 / 3, 0.25, 4.0)
_USUAL_BPM, _USUAL_WIDTH_OCTAVES = 110.0, 0.8
_WINDOW_SECONDS, _HOP_SECONDS = 12.0, 3.0
_STEP = 0.005  # of a tempo, between neighbours on the path
_REACH = 4  # steps that the tempo may change from one window to the next
_CHANGE_COST = 0.02  # of the strongest pulse, for each step
_FFT = 1 << 14
_MULTIPLES = ((1, 1.0), (2, 0.8), (3, 0.3), (4, 0.3))
_REPEAT_WEIGHT = 0.3


@dataclass(frozen=True)
class Path:
    """The tempo over time: at_seconds and bpm, of equal length, at least one.

    clarity: how far the pulse on the path stands out from those at all other tempi, 1 and above.
    """

    at_seconds: NDArray[np.float64]
    bpm: NDArray[np.float64]
    clarity: float

    @property
    def middle_bpm(self) -> float:
        """The median tempo."""
        return float(np.median(self.bpm))

    def near(self, bpm: float, width: float) -> Path | None:
        """The same path at that multiple or part of it that is within `bpm` * (1 +- width), or None."""
        for ratio in _RELATED:
            if abs(bpm / (self.middle_bpm * ratio) - 1.0) <= width:
                return Path(self.at_seconds, self.bpm * ratio, self.clarity)
        return None

    @property
    def spread(self) -> float:
        """How far the tempo moves in all, as a part of the median: 0 for a machine."""
        low, high = np.percentile(self.bpm, (5, 95))
        return float((high - low) / self.middle_bpm)


def find_path(envelope: Array) -> Path:
    """The likeliest path of the tempo through a song, one tempo for each window of 12 s.

    Which octave it is in is a guess: pulses at half and at double tempo look alike to it.
    """
    tempi = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), _STEP))
    at, strengths = _windows(envelope, tempi)
    distance = np.log2(tempi / _USUAL_BPM) / _USUAL_WIDTH_OCTAVES
    places = _best_path(strengths * np.exp(-0.5 * distance**2))
    usual = np.median(strengths, axis=1)
    heard = strengths[np.arange(len(places)), places]
    return Path(at, tempi[places], float(heard.mean() / max(float(usual.mean()), 1e-9)))


def _windows(envelope: Array, tempi: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Middle of each window in seconds, and the pulse in it at each tempo with its halves and quarters."""
    size = min(round(_WINDOW_SECONDS * FRAMES_PER_SECOND), max(2, len(envelope)))
    hop = round(_HOP_SECONDS * FRAMES_PER_SECOND)
    starts = np.arange(0, max(1, len(envelope) - size + 1), hop)
    window = np.hanning(size + 2)[1:-1]
    lags = 60.0 * FRAMES_PER_SECOND / tempi
    bins = tempi / 60.0 / (FRAMES_PER_SECOND / _FFT)
    rows = []
    for start in starts:
        part = envelope[start : start + size].astype(np.float64)
        spectrum = np.abs(np.fft.rfft((part - part.mean()) * window, _FFT))
        places = np.arange(len(spectrum))
        pulse = sum(weight * np.interp(k * bins, places, spectrum) for k, weight in _MULTIPLES)
        repeats = np.fft.irfft(np.square(spectrum))[: _FFT // 2]
        repeats = np.maximum(0.0, repeats / max(float(repeats[0]), 1e-12))
        alike = sum(np.interp(n * lags, np.arange(len(repeats)), repeats) for n in (1, 2, 3, 4))
        rows.append(pulse / max(float(part.sum()), 1e-9) + _REPEAT_WEIGHT * alike)
    return np.asarray((starts + size / 2) / FRAMES_PER_SECOND), np.array(rows, dtype=np.float64)


def _best_path(strengths: NDArray[np.float64]) -> NDArray[np.intp]:
    """The column of each row on the path that collects most, paying for each step aside."""
    cost = _CHANGE_COST * float(strengths.max(initial=0.0))
    steps = np.arange(-_REACH, _REACH + 1)
    total = strengths[0].copy()
    came_from = np.zeros(strengths.shape, dtype=np.intp)
    for row in range(1, len(strengths)):
        padded = np.pad(total, _REACH, constant_values=-np.inf)
        options = np.stack([padded[_REACH + s : _REACH + s + len(total)] - cost * abs(s) for s in steps])
        best = options.argmax(axis=0)
        came_from[row] = np.arange(len(total)) + steps[best]
        total = options[best, np.arange(len(total))] + strengths[row]
    path = [int(total.argmax())]
    for row in range(len(strengths) - 1, 0, -1):
        path.append(int(came_from[row, path[-1]]))
    return np.array(path[::-1])
