"""Tempo: how fast a constant beat goes, exactly, over the whole song."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.onsets import FRAMES_PER_SECOND
from audio_engine.analysis.spectra import Array
from audio_engine.analysis.tempogram import FASTEST_BPM, SLOWEST_BPM

_PADDING = 16
NO_PULSE = 3.5  # grid fit over its median: noise reaches 2.6, music starts at 6
_WHOLE_MOVES_SECONDS = 0.005
_STATED_IS_ENOUGH = 0.9


@dataclass(frozen=True)
class Tempo:
    """confidence: 0 (no pulse was found) to 1. others_bpm: related tempos that fit nearly as well."""

    bpm: float
    confidence: float
    others_bpm: tuple[float, ...]


class Periodicity:
    """What repeats in an onset envelope, asked by tempo."""

    def __init__(self, envelope: Array) -> None:
        count = len(envelope)
        self.seconds = count / FRAMES_PER_SECOND
        steady = (envelope - envelope.mean()).astype(np.float64)
        length = 1 << int(np.ceil(np.log2(max(2, _PADDING * count))))
        self._spectrum = np.abs(np.fft.rfft(steady, length)) / max(1.0, float(np.abs(steady).sum()))
        self._step_hz = FRAMES_PER_SECOND / length

    def pulse(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """How strongly the whole song pulses at those tempi, 0 to 1."""
        bins = tempi_bpm / 60.0 / self._step_hz
        return np.interp(bins, np.arange(len(self._spectrum)), self._spectrum)

    def grid_fit(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """How well one constant grid collects the onsets: the beat with its halves and quarters."""
        return self.pulse(tempi_bpm) + self.pulse(2 * tempi_bpm) + 0.7 * self.pulse(4 * tempi_bpm)

    def lattice_fit(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same with thirds, for a pulse of which only a multiple may be the beat."""
        return self.grid_fit(tempi_bpm) + 0.5 * self.pulse(3 * tempi_bpm)

    def clarity(self, bpm: float) -> float:
        """How far the best grid near a tempo stands out from the grids at all other tempi."""
        tempi = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), 0.004))
        near = bpm * np.linspace(0.985, 1.015, 61)
        return float(self.grid_fit(near).max() / max(1e-12, float(np.median(self.grid_fit(tempi)))))

    def measured_near(self, target_bpm: float, width: float) -> float | None:
        """The tempo of the clearest constant grid within `target_bpm` * (1 +- width), None where none is."""
        bpm = self.refined(target_bpm, width)
        if abs(bpm / target_bpm - 1) > 0.99 * width or self.clarity(bpm) < NO_PULSE:
            return None
        return bpm

    def refined(self, near_bpm: float, width: float, thirds: bool = False) -> float:
        """The tempo of the best constant grid within `near_bpm` * (1 +- width), by its thirds as well."""
        step = min(0.01, 60.0 * self._step_hz / 4)
        tempi = np.arange(near_bpm * (1 - width), near_bpm * (1 + width) + step, step)
        fit = self.lattice_fit(tempi) if thirds else self.grid_fit(tempi)
        top = int(np.argmax(fit))
        if not 0 < top < len(fit) - 1:
            return round(float(tempi[top]), 4)
        before, at, after = fit[top - 1 : top + 2]
        bend = before - 2 * at + after
        return round(float(tempi[top] + (step * 0.5 * (before - after) / bend if bend < 0 else 0.0)), 4)


def confirmed(periodicity: Periodicity, stated_bpm: float) -> float:
    """The stated tempo, or where it is only a rounding of what is heard, the tempo it was rounded from.

    96 said of a song at 96.4 BPM would be a beat off after two minutes.
    """
    refined = periodicity.refined(stated_bpm, 0.006)
    if periodicity.clarity(refined) < NO_PULSE:
        return stated_bpm
    stated_fit, refined_fit = periodicity.grid_fit(np.array([stated_bpm, refined]))
    return stated_bpm if stated_fit >= _STATED_IS_ENOUGH * refined_fit else refined


def whole(bpm: float, seconds: float) -> float:
    """The whole number of BPM, where it moves no beat of the song by more than a few milliseconds."""
    moved = abs(round(bpm) - bpm) / bpm * seconds / 2
    return float(round(bpm)) if moved <= _WHOLE_MOVES_SECONDS else bpm
