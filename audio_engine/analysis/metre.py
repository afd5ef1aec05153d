"""Metre: which parts of the lattice are beats, which beats open bars, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.clues import clues, score
from audio_engine.analysis.lattice import PARTS, RHYTHM, Lattice
from audio_engine.analysis.weights import PLACE_WEIGHTS, TEMPO_WEIGHTS

Vector = NDArray[np.float64]
Metres = Sequence[tuple[int, int]]

SLOWEST_BPM, FASTEST_BPM = 40.0, 218.0
METRES = ((4, 2), (3, 2), (5, 2), (2, 3), (4, 3))
"""Beats in a bar and divisions of a beat: 4/4, 3/4, 5/4, 6/8 and 12/8."""

_BEATS = (8, 12, 16, 18, 24, 32, 36, 48, 72, 96)
_FEWEST_BARS = 2
_INDISTINCT, _LIKE = 0.97, 0.7


@dataclass(frozen=True)
class Reading:
    """One way to hear a lattice: a beat lasts `beat` parts; part `first` opens a bar of `count` beats.

    divisions: 2 where beats are halved, 3 where they fall in three. likelihood: of all readings, sum 1.
    """

    beat: int
    count: int
    divisions: int
    first: int
    bpm: float
    likelihood: float = 0.0


@dataclass(frozen=True)
class Family:
    """The readings that share the beat, the count and the divisions, one for each first downbeat."""

    beat: int
    count: int
    divisions: int
    bpm: float
    firsts: NDArray[np.int64]


def families(lattice: Lattice, metres: Metres = METRES, beat_parts: int | None = None) -> Iterator[Family]:
    """Every kind of reading that fits into the song at a tempo that can be tapped, or only those stated."""
    for beat in _BEATS if beat_parts is None else (beat_parts,):
        bpm = lattice.bpm * PARTS / beat
        for count, divisions in metres:
            fits = len(lattice.accents) >= _FEWEST_BARS * beat * count and beat % divisions == 0
            if fits and (beat_parts or SLOWEST_BPM <= bpm <= FASTEST_BPM):
                step = beat // (4 if divisions == 2 and beat % 4 == 0 else divisions)
                yield Family(beat, count, divisions, bpm, np.arange(0, beat * count, step))


def measured(
    lattice: Lattice, metres: Metres = METRES, beat_parts: int | None = None
) -> Iterator[tuple[Family, dict[str, Vector]]]:
    """Each family of readings with its clues."""
    alike = self_likeness(lattice.accents[:, RHYTHM])
    for one in families(lattice, metres, beat_parts):
        yield one, clues(lattice.accents, alike, one.beat, one.count, one.divisions, one.firsts, one.bpm)


def find_readings(lattice: Lattice, metres: Metres = METRES, beat_parts: int | None = None) -> list[Reading]:
    """All readings, the likeliest first; none where the song is too short for two bars.

    metres: those to choose from. beat_parts: length of a beat in parts of the lattice, where the tempo is
    known.
    """
    kinds, tempi, places = [], [], []
    for one, found in measured(lattice, metres, beat_parts):
        kinds.append(one)
        tempi.append(np.broadcast_to(score(found, TEMPO_WEIGHTS), len(one.firsts)))
        places.append(np.broadcast_to(score(found, PLACE_WEIGHTS), len(one.firsts)))
    if not kinds:
        return []
    beats = np.concatenate([np.full(len(one.firsts), one.beat) for one in kinds])
    likelihoods = _likelihoods(np.concatenate(tempi), np.concatenate(places), beats)
    each = [(one, int(first)) for one in kinds for first in one.firsts]
    readings = [
        Reading(k.beat, k.count, k.divisions, first, k.bpm, float(likelihood))
        for (k, first), likelihood in zip(each, likelihoods, strict=True)
    ]
    return sorted(readings, key=lambda reading: -reading.likelihood)


def _likelihoods(tempi: Vector, places: Vector, beats: NDArray[np.int64]) -> Vector:
    """Of each reading: that of its beat's length, times that of its place among those of that length."""
    overall, found = _softmax(tempi), np.zeros(len(beats))
    for beat in np.unique(beats):
        same = beats == beat
        found[same] = overall[same].sum() * _softmax(places[same])
    return found


def _softmax(scores: Vector) -> Vector:
    raised = np.exp(scores - scores.max())
    return np.asarray(raised / raised.sum())


def indistinct(lattice: Lattice, beat: int) -> int | None:
    """A shorter beat, in parts, after which the song is as like to itself as after `beat`, or None.

    Then nothing but custom tells which of the two people tap.
    """
    alike = self_likeness(lattice.accents[:, RHYTHM])
    for shorter in (beat // 2, beat // 3):
        bpm = lattice.bpm * PARTS / shorter
        if (
            beat % shorter == 0
            and bpm <= FASTEST_BPM
            and alike[shorter] >= max(_LIKE, _INDISTINCT * alike[beat])
        ):
            return shorter
    return None


def self_likeness(accents: Vector) -> Vector:
    """Likeness of the song to itself some parts later, 1 at no lag."""
    count = len(accents)
    size = 1 << int(np.ceil(np.log2(2 * count + 1)))
    power = sum(np.square(np.abs(np.fft.rfft(column, size))) for column in accents.T)
    repeats = np.fft.irfft(power)[:count] / np.arange(count, 0, -1)
    return np.asarray(repeats / max(float(repeats[0]), 1e-12))
