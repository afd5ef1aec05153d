"""Tempo: how fast the beat goes, exact where it is constant, with the doubts about half and double."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.onsets import FRAMES_PER_SECOND
from audio_engine.analysis.spectra import Array

SLOWEST_BPM, FASTEST_BPM = 40.0, 220.0
_USUAL_BPM, _USUAL_WIDTH_OCTAVES = 105.0, 0.7
_PADDING = 16
_WORTH_A_LOOK = 0.25
_BAR_WEIGHT = 1.5
_DOUBT = 0.65  # another tempo that scores this part of the best is a doubt worth telling
_NO_PULSE, _CLEAR_PULSE = 3.5, 6.0  # grid fit over its median: noise reaches 2.6, music starts at 6
_WHOLE_MOVES_SECONDS = 0.005
_STATED_IS_ENOUGH = 0.9
_RELATED = (0.5, 2.0, 1 / 3, 3.0)


@dataclass(frozen=True)
class Tempo:
    """confidence: 0 (no pulse was found) to 1. others_bpm: related tempos that fit nearly as well."""

    bpm: float
    confidence: float
    others_bpm: tuple[float, ...]


@dataclass(frozen=True)
class Candidate:
    """A tempo that may be meant; likelihood is 1 for the likeliest of all."""

    bpm: float
    likelihood: float


class Periodicity:
    """What repeats in an onset envelope, asked by tempo."""

    def __init__(self, envelope: Array) -> None:
        count = len(envelope)
        self.seconds = count / FRAMES_PER_SECOND
        steady = (envelope - envelope.mean()).astype(np.float64)
        length = 1 << int(np.ceil(np.log2(max(2, _PADDING * count))))
        self._spectrum = np.abs(np.fft.rfft(steady, length)) / max(1.0, float(np.abs(steady).sum()))
        self._step_hz = FRAMES_PER_SECOND / length
        power = np.square(np.abs(np.fft.rfft(steady, 1 << int(np.ceil(np.log2(2 * count + 1))))))
        repeats = np.fft.irfft(power)[:count] / np.sqrt(np.arange(count, 0, -1) / count)
        self._repeats = np.maximum(0.0, repeats / max(float(repeats[0]), 1e-12))

    def pulse(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """How strongly the whole song pulses at those tempi, 0 to 1."""
        bins = tempi_bpm / 60.0 / self._step_hz
        return np.interp(bins, np.arange(len(self._spectrum)), self._spectrum)

    def repeat(self, tempi_bpm: NDArray[np.float64], beats: float) -> NDArray[np.float64]:
        """How alike the song is to itself that many beats later, 0 to 1."""
        lags = beats * 60.0 * FRAMES_PER_SECOND / tempi_bpm
        return np.interp(lags, np.arange(len(self._repeats)), self._repeats, right=0.0)

    def grid_fit(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """How well one constant grid collects the onsets: the beat with its halves and quarters."""
        return self.pulse(tempi_bpm) + self.pulse(2 * tempi_bpm) + 0.7 * self.pulse(4 * tempi_bpm)

    def clarity(self, bpm: float) -> float:
        """How far the best grid near a tempo stands out from the grids at all other tempi."""
        tempi = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), 0.004))
        near = bpm * np.linspace(0.985, 1.015, 61)
        return float(self.grid_fit(near).max() / max(1e-12, float(np.median(self.grid_fit(tempi)))))

    def measured_near(self, target_bpm: float, width: float) -> float | None:
        """The tempo of the clearest constant grid within `target_bpm` * (1 +- width), None where none is."""
        bpm = self.refined(target_bpm, width)
        if abs(bpm / target_bpm - 1) > 0.99 * width or self.clarity(bpm) < _NO_PULSE:
            return None
        return bpm

    def likelihood(self, tempi_bpm: NDArray[np.float64]) -> NDArray[np.float64]:
        """How likely each tempo is the one that people tap, not normalised."""
        pulse = self.pulse(tempi_bpm) + 0.7 * self.pulse(2 * tempi_bpm) + 0.15 * self.pulse(4 * tempi_bpm)
        repeat = sum(0.25 * self.repeat(tempi_bpm, beats) for beats in (1, 2, 3, 4))
        distance = np.log2(tempi_bpm / _USUAL_BPM) / _USUAL_WIDTH_OCTAVES
        return (pulse + 0.9 * repeat) * np.exp(-0.5 * distance**2)

    def refined(self, near_bpm: float, width: float) -> float:
        """The tempo of the best constant grid within `near_bpm` * (1 +- width)."""
        step = min(0.01, 60.0 * self._step_hz / 4)
        tempi = np.arange(near_bpm * (1 - width), near_bpm * (1 + width) + step, step)
        fit = self.grid_fit(tempi)
        top = int(np.argmax(fit))
        if not 0 < top < len(fit) - 1:
            return round(float(tempi[top]), 4)
        before, at, after = fit[top - 1 : top + 2]
        bend = before - 2 * at + after
        return round(float(tempi[top] + (step * 0.5 * (before - after) / bend if bend < 0 else 0.0)), 4)


def find_tempi(periodicity: Periodicity) -> list[Candidate]:
    """The likeliest tempo and those related to it that are worth a look; none when nothing pulses."""
    tempi = np.exp(np.arange(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), 0.004))
    likelihood = periodicity.likelihood(tempi)
    best = int(np.argmax(likelihood))
    if periodicity.clarity(float(tempi[best])) < _NO_PULSE:
        return []
    found = []
    for ratio in (1.0, *_RELATED):
        near = np.flatnonzero(np.abs(tempi / (tempi[best] * ratio) - 1) < 0.02)
        share = float(likelihood[near].max(initial=0.0) / likelihood[best])
        if share >= _WORTH_A_LOOK:
            bpm = periodicity.refined(float(tempi[near[np.argmax(likelihood[near])]]), 0.015)
            found.append(Candidate(_whole(bpm, periodicity.seconds), share))
    return found


def settle(candidates: list[Candidate], bar_evidence: list[float], clarity: float) -> Tempo:
    """The tempo of the candidate that fits best, when its bars are asked as well.

    bar_evidence: -2 to 2 for each candidate; half and double pulse alike, but only at the right one
    do bars of three or four beats repeat and half bars do not.
    """
    scores = np.array([c.likelihood for c in candidates]) * np.exp(_BAR_WEIGHT * np.array(bar_evidence))
    order = np.argsort(scores)[::-1]
    shares = scores[order] / scores[order[0]]
    rival = float(shares[1]) if len(shares) > 1 else 0.0
    sure = min(1.0, 1.5 * (1 - rival)) * min(1.0, clarity / _CLEAR_PULSE)
    others = [candidates[i].bpm for i, share in zip(order[1:], shares[1:], strict=True) if share >= _DOUBT]
    return Tempo(
        candidates[order[0]].bpm, round(max(0.05, sure), 3), tuple(round(other, 2) for other in others)
    )


def confirmed(periodicity: Periodicity, stated_bpm: float) -> float:
    """The stated tempo, or where it is only a rounding of what is heard, the tempo it was rounded from.

    96 said of a song at 96.4 BPM would be a beat off after two minutes.
    """
    refined = periodicity.refined(stated_bpm, 0.006)
    if periodicity.clarity(refined) < _NO_PULSE:
        return stated_bpm
    stated_fit, refined_fit = periodicity.grid_fit(np.array([stated_bpm, refined]))
    return stated_bpm if stated_fit >= _STATED_IS_ENOUGH * refined_fit else refined


def _whole(bpm: float, seconds: float) -> float:
    """The whole number of BPM, where it moves no beat of the song by more than a few milliseconds."""
    moved = abs(round(bpm) - bpm) / bpm * seconds / 2
    return float(round(bpm)) if moved <= _WHOLE_MOVES_SECONDS else bpm
