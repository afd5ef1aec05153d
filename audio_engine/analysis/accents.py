"""A second opinion on the tempo: which train of beats the single accents of a song stand on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.lattice import PARTS, Lattice
from audio_engine.analysis.onsets import FRAMES_PER_SECOND, Onsets

FEWEST_ACCENTS = 6

_STANDS_OUT = 0.5  # of the spread of the envelope: weaker onsets are no accents
_FAINTEST = 0.15
_LOUDEST_PERCENTILE, _USUAL_PERCENTILE = 90, 75
_USUAL_BPM, _USUAL_WIDTH_OCTAVES = 95.0, 0.8
_NEARLY = 0.85


def find_accents(onsets: Onsets) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Times in seconds of the onsets that stand out, and how much they do; bass counts twice more."""
    from scipy.signal import find_peaks

    envelope = onsets.strength + 2.0 * onsets.low
    places, _ = find_peaks(envelope, height=_STANDS_OUT * float(envelope.std()), distance=5)
    places = places[onsets.strength[places] >= _FAINTEST]
    return places / FRAMES_PER_SECOND, envelope[places].astype(np.float64)


def tempi_by_accents(onsets: Onsets, lattice: Lattice, beats: Sequence[int]) -> list[float]:
    """The tempi whose beats explain the accents best and need the fewest of them, the best first.

    beats: lengths of a beat in parts of the lattice, to choose from. Where several explain them nearly
    as well, all of those are given; none where there are too few accents.
    """
    seconds, weights = find_accents(onsets)
    inside = (seconds >= lattice.seconds[0]) & (seconds <= lattice.seconds[-1])
    if np.count_nonzero(inside) < FEWEST_ACCENTS:
        return []
    places = np.interp(seconds[inside], lattice.seconds, np.arange(len(lattice.seconds)))
    weights = np.minimum(weights[inside], np.percentile(weights[inside], _LOUDEST_PERCENTILE))
    tempi = np.array([lattice.bpm * PARTS / beat for beat in beats])
    explained = np.array([_explained(places, weights, beat, len(lattice.seconds)) for beat in beats])
    scores = explained * np.exp(-0.5 * np.square(np.log2(tempi / _USUAL_BPM) / _USUAL_WIDTH_OCTAVES))
    order = np.argsort(scores)[::-1]
    return [float(tempi[i]) for i in order if scores[i] >= _NEARLY * scores[order[0]]]


def _explained(places: NDArray[np.float64], weights: NDArray[np.float64], beat: int, parts: int) -> float:
    """The best, of all phases, of: accent on the beats, for each beat and, less so, of all there is."""
    near = max(1.0, min(2.0, beat / 12))
    usual = float(np.percentile(weights, _USUAL_PERCENTILE)) * max(1.0, parts / beat)
    best = 0.0
    for phase in range(0, beat, 2):
        away = np.abs((places - phase + beat / 2) % beat - beat / 2)
        met = float(weights[away <= near].sum())
        best = max(best, np.sqrt(met / float(weights.sum())) * met / usual)
    return best
