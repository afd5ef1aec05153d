"""Swing: where between two beats the short notes fall."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.onsets import FRAMES_PER_SECOND
from audio_engine.analysis.spectra import Array

Vector = NDArray[np.float64]

STRAIGHT = 0.5

_BINS = 192
_EARLIEST, _LATEST = 0.42, 0.74
_STANDS_OUT = 0.12  # of the onsets on the beat: weaker short notes tell no swing
_A_HAIR = 0.025  # of a pair: nearer to the middle is straight


def swing_of(envelope: Array, beats_seconds: Vector, notes_per_beat: int) -> float:
    """Where the second of each pair of short notes falls, 0.5 (straight) to 0.74; 0.667 is a triplet.

    notes_per_beat: 2 for eighths, 4 for sixteenths. 0.5 where there are too few to tell.
    """
    if len(beats_seconds) < 8:
        return STRAIGHT
    pairs = notes_per_beat // 2
    folded = _folded(envelope, beats_seconds, pairs)
    places = np.arange(_BINS) / _BINS
    inside = np.flatnonzero((places >= _EARLIEST) & (places <= _LATEST))
    top = inside[int(np.argmax(folded[inside]))]
    on_beat = float(folded[[-2, -1, 0, 1, 2]].max())
    stands = folded[top] - float(np.median(folded))
    if stands < _STANDS_OUT * on_beat or top in (inside[0], inside[-1]):
        return STRAIGHT
    before, at, after = folded[top - 1 : top + 2]
    curve = before - 2 * at + after
    place = (top + (0.5 * (before - after) / curve if curve < 0 else 0.0)) / _BINS
    return STRAIGHT if place < STRAIGHT + _A_HAIR else round(float(place), 3)


def _folded(envelope: Array, beats_seconds: Vector, pairs: int) -> Vector:
    """The onsets over the course of a pair of notes, the mean of all pairs, [bins]."""
    from scipy.ndimage import gaussian_filter1d

    steps = np.arange((len(beats_seconds) - 1) * pairs * _BINS) / (pairs * _BINS)
    times = np.interp(steps, np.arange(len(beats_seconds)), beats_seconds)
    heard = np.interp(times * FRAMES_PER_SECOND, np.arange(len(envelope)), envelope)
    mean = heard.reshape(-1, _BINS).mean(axis=0)
    smooth: Vector = gaussian_filter1d(mean, 1.5, mode="wrap")
    return smooth
