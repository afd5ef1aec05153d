"""The lattice: a song cut into equal parts of its pulse, with what begins in each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis import tones as tone_frames
from audio_engine.analysis.onsets import BANDS, FRAMES_PER_SECOND, Onsets
from audio_engine.analysis.tones import Tones

Vector = NDArray[np.float64]

PARTS = 24
"""Parts of one pulse: halves, thirds and quarters of it, of its double and of its half are whole parts."""

LOW, MIDDLE, HIGH, HARMONY, BASS, THUMP, CHORD, BASS_NOTE = range(8)
RHYTHM = slice(LOW, BASS + 1)
"""The accents by which the song is likened to itself."""

_BAND_EDGES = (0, 4, 16, BANDS)
_NEAR_FRAMES = 2
_HARMONY_REACH_SECONDS, _CHANGE_REACH_SECONDS = 0.9, 0.4
_THUMP_FRAMES, _AROUND_FRAMES = 3, 60
_MOST = 3.0  # so that lone clicks weigh no more than the beats of a full song


@dataclass(frozen=True)
class Lattice:
    """seconds: time of each part, float64 [parts]; bpm: tempo of the pulse that was cut.

    accents: what begins at each part, standardised over the song, float64 [parts, 8]: low, middle and
    high onsets, how new the harmony is and how new the bass is to the bar before, how much louder the low
    end grows, how suddenly the chord and the bass note change.
    """

    seconds: Vector
    bpm: float
    accents: Vector


def find_lattice(onsets: Onsets, tones: Tones, pulses_seconds: Vector, bpm: float) -> Lattice:
    """The lattice of a steady or bending pulse."""
    count = len(pulses_seconds)
    seconds = np.interp(np.arange((count - 1) * PARTS + 1) / PARTS, np.arange(count), pulses_seconds)
    attacks = _attacks(onsets, seconds)
    news = [
        _news(classes, seconds, reach)
        for reach in (_HARMONY_REACH_SECONDS, _CHANGE_REACH_SECONDS)
        for classes in (tones.treble, tones.bass)
    ]
    columns = [attacks, *news[:2], _thumps(onsets, seconds), *news[2:]]
    return Lattice(seconds, bpm, _standard(np.column_stack(columns)))


def _attacks(onsets: Onsets, seconds: Vector) -> Vector:
    """Low, middle and high onsets near each part, [parts, 3]."""
    from scipy.ndimage import maximum_filter1d

    frames = np.clip(np.rint(seconds * FRAMES_PER_SECOND).astype(int), 0, len(onsets.flux) - 1)
    near = maximum_filter1d(onsets.flux, 2 * _NEAR_FRAMES + 1, axis=0)
    return np.asarray(near[frames], dtype=np.float64)


def _thumps(onsets: Onsets, seconds: Vector) -> Vector:
    """How much louder kick and bass grow near each part, [parts].

    Onsets are rises of a logarithm, which a kick over a ringing bass hardly moves; this is of amplitudes.
    """
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    level = np.expm1(onsets.log_mel[:, : _BAND_EDGES[1]]).mean(axis=1, dtype=np.float64)
    padded = np.pad(level, _THUMP_FRAMES, mode="edge")
    rise = np.maximum(0.0, padded[2 * _THUMP_FRAMES :] - padded[: -2 * _THUMP_FRAMES])
    above = np.maximum(0.0, rise - uniform_filter1d(rise, _AROUND_FRAMES))
    frames = np.clip(np.rint(seconds * FRAMES_PER_SECOND).astype(int), 0, len(above) - 1)
    return np.asarray(maximum_filter1d(above, 2 * _NEAR_FRAMES + 1)[frames])


def _news(classes: NDArray[np.float32], seconds: Vector, reach_seconds: float) -> Vector:
    """1 minus the likeness of the pitch classes that long before and after each time, [times]."""
    total = np.vstack([np.zeros(12), np.cumsum(classes, axis=0, dtype=np.float64)])
    at = seconds * tone_frames.FRAMES_PER_SECOND + 0.5
    reach = reach_seconds * tone_frames.FRAMES_PER_SECOND
    here, before, after = (_at(total, at + shift) for shift in (0.0, -reach, reach))
    past, coming = here - before, after - here
    lengths = np.linalg.norm(past, axis=1) * np.linalg.norm(coming, axis=1)
    alike = np.divide(np.sum(past * coming, axis=1), lengths, out=np.ones(len(at)), where=lengths > 1e-9)
    return np.asarray(1.0 - alike)


def _at(total: Vector, places: Vector) -> Vector:
    """Rows of running totals at places between the rows."""
    inside = np.clip(places, 0.0, len(total) - 1.0)
    lower = np.minimum(inside.astype(int), len(total) - 2)
    share = (inside - lower)[:, None]
    return np.asarray(total[lower] * (1 - share) + total[lower + 1] * share)


def _standard(values: Vector) -> Vector:
    """Each column about its mean in units of its spread, `_MOST` at most; zeros where it hardly varies."""
    spread = values.std(axis=0)
    return np.asarray(
        np.minimum((values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0), _MOST)
    )
