"""Pulse: the tempo, beats and bars of a recording, as stated, as heard, or by default."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.analysis.accents import FEWEST_ACCENTS, find_accents, tempi_by_accents
from audio_engine.analysis.beats import (
    Seconds,
    beat_envelope,
    constant_beats,
    followed_beats,
    holds,
    phase_near,
)
from audio_engine.analysis.given import Given
from audio_engine.analysis.lattice import PARTS, Lattice, find_lattice
from audio_engine.analysis.metre import METRES, Reading, find_readings, indistinct
from audio_engine.analysis.onsets import Onsets
from audio_engine.analysis.spectra import Array
from audio_engine.analysis.tempo import Periodicity, Tempo, confirmed, whole
from audio_engine.analysis.tempogram import STEADY, Path, find_path
from audio_engine.analysis.tones import Tones

DEFAULT_BPM = 120.0

_SHORTEST_SECONDS = 2.0
_TOO_SHORT_TO_TELL = 0.3
_NO_PULSE = 2.25  # clarity of the path: noise reaches 2.2, music starts at 2.4
_STATED_MAY_DRIFT = 0.03  # beats are followed only where they are heard to go at the tempo stated
_WORTH_TELLING = 0.04
_DOUBTED = 0.75  # of the confidence, where the second estimator or the song's own evenness objects


@dataclass(frozen=True)
class Pulse:
    """beats_seconds: rising, at least one; where they are heard, only from the first sound to the last.

    first_downbeat: index of the first beat that opens a bar. divisions: parts of a beat, 2 or 3.
    spread: how far the tempo moves in all, as a part of it; 0 where it is constant.
    """

    tempo: Tempo
    beats_seconds: Seconds
    beats_per_bar: int = 4
    divisions: int = 2
    first_downbeat: int = 0
    is_heard: bool = True
    spread: float = 0.0


@dataclass(frozen=True)
class _Train:
    """Pulses to cut into a lattice: evenly spaced at `bpm`, or followed."""

    seconds: Seconds
    bpm: float
    spread: float = 0.0


def find_pulse(onsets: Onsets, tones: Tones, loud: tuple[float, float], given: Given) -> Pulse:
    """Tempo, beats and bars; what is given wins. loud: the seconds between which there is sound."""
    envelope = beat_envelope(onsets)
    periodicity = Periodicity(onsets.strength)
    path = find_path(onsets.strength)
    few = len(find_accents(onsets)[0]) < FEWEST_ACCENTS
    if few or periodicity.seconds <= _SHORTEST_SECONDS or path.clarity < _NO_PULSE:
        return _unheard(envelope, periodicity, given)
    train = _pulses(envelope, periodicity, path, given)
    lattice = find_lattice(onsets, tones, train.seconds, train.bpm)
    readings = find_readings(lattice, given.metres(METRES), PARTS if given.tempo_bpm else None)
    if not readings:
        count, divisions = given.metres(METRES)[0]
        readings = [Reading(PARTS, count, divisions, 0, train.bpm, _TOO_SHORT_TO_TELL)]
    best, tempo = _settled(readings, onsets, lattice, given)
    return _counted(best, tempo, lattice, train, envelope, loud, given)


def _unheard(envelope: Array, periodicity: Periodicity, given: Given) -> Pulse:
    """Beats at the stated or the default tempo, where none can be heard."""
    sure = given.tempo_bpm is not None
    bpm = given.tempo_bpm or DEFAULT_BPM
    if given.tempo_bpm is not None and periodicity.seconds > _SHORTEST_SECONDS:
        bpm = confirmed(periodicity, given.tempo_bpm)
    beats = constant_beats(envelope, bpm, given.first_downbeat_seconds or 0.0)
    count, divisions = given.metres(METRES)[0]
    first = _nearest(beats, given.first_downbeat_seconds or 0.0)
    return Pulse(Tempo(bpm, float(sure), ()), beats, count, divisions, first, is_heard=False)


def _pulses(envelope: Array, periodicity: Periodicity, path: Path, given: Given) -> _Train:
    """Pulses of the song: evenly spaced where that meets the onsets, else following the players."""
    if given.tempo_bpm is None:
        bpm = periodicity.refined(path.middle_bpm, 0.025, thirds=True)
        bpm, bends = whole(bpm, periodicity.seconds), path.spread >= STEADY
    else:
        bpm = confirmed(periodicity, given.tempo_bpm)
        stated = path.near(bpm, _STATED_MAY_DRIFT)
        bends = stated is not None and path.spread >= STEADY
        path = stated or path
    constant = constant_beats(envelope, bpm)
    if not bends:
        return _Train(constant, bpm)
    followed = followed_beats(envelope, path)
    if len(followed) < 2 or holds(envelope, constant, followed):
        return _Train(constant, bpm)
    bpm = given.tempo_bpm or round(float(60.0 / np.median(np.diff(followed))), 4)
    return _Train(followed, bpm, path.spread)


def _settled(
    readings: list[Reading], onsets: Onsets, lattice: Lattice, given: Given
) -> tuple[Reading, Tempo]:
    """The reading to believe, and its tempo with the doubts that remain.

    Tempi are weighed with all the readings that share them. A second estimator of another kind has to
    agree, else what it hears is told as a doubt.
    """
    shares: dict[int, float] = {}
    for reading in readings:
        shares[reading.beat] = shares.get(reading.beat, 0.0) + reading.likelihood
    beat = max(shares, key=lambda parts: shares[parts])
    best = next(reading for reading in readings if reading.beat == beat)
    if given.tempo_bpm is not None:
        return best, Tempo(best.bpm, 1.0, ())
    second = tempi_by_accents(onsets, lattice, sorted(shares))
    agree = not second or best.bpm in second
    bpm_of = {parts: lattice.bpm * PARTS / parts for parts in shares}
    told = {bpm_of[p]: share for p, share in shares.items() if p != beat and share >= _WORTH_TELLING}
    if not agree:
        told.setdefault(second[0], 0.0)
    faster = indistinct(lattice, beat)
    if faster is not None:
        told.setdefault(lattice.bpm * PARTS / faster, 0.0)
    others = sorted(told, key=lambda tempo: -told[tempo])
    sure = shares[beat] * (1.0 if agree and faster is None else _DOUBTED)
    return best, Tempo(best.bpm, round(max(0.05, sure), 3), tuple(round(tempo, 2) for tempo in others))


def _counted(
    best: Reading,
    tempo: Tempo,
    lattice: Lattice,
    train: _Train,
    envelope: Array,
    loud: tuple[float, float],
    given: Given,
) -> Pulse:
    """The beats and bars of a reading, from the first sound to the last."""
    pinned = given.first_downbeat_seconds
    if not train.spread:
        start = phase_near(envelope, 60.0 / tempo.bpm, float(lattice.seconds[best.first]))
        beats = constant_beats(envelope, tempo.bpm, start if pinned is None else pinned)
    else:
        beats = _pinned(lattice.seconds[best.first % best.beat :: best.beat], pinned)
        start = float(lattice.seconds[best.first])
        if given.tempo_bpm is None:
            bpm = round(float(60.0 / np.median(np.diff(beats))), 4)
            tempo = Tempo(bpm, tempo.confidence, tempo.others_bpm)
    first = _nearest(beats, start if pinned is None else pinned)
    if pinned is None:
        first %= best.count
    kept, first = _sounding(beats, first, best.count, loud, pinned)
    return Pulse(tempo, kept, best.count, best.divisions, first, spread=train.spread)


def _nearest(beats: Seconds, seconds: float) -> int:
    return int(np.argmin(np.abs(beats - seconds)))


def _pinned(beats: Seconds, pinned: float | None) -> Seconds:
    """The same beats, the one nearest to the pinned time being exactly there."""
    if pinned is None:
        return beats
    moved = beats.copy()
    moved[_nearest(beats, pinned)] = pinned
    return np.unique(moved)


def _sounding(
    beats: Seconds, first: int, per_bar: int, loud: tuple[float, float], pinned: float | None
) -> tuple[Seconds, int]:
    """The beats within the sound, and the pinned one; with the index of the first downbeat among them."""
    start, end = loud
    if pinned is not None:
        start, end = min(start, pinned - 1e-3), max(end, pinned + 1e-3)
    kept = np.flatnonzero((beats >= start) & (beats < end))
    if not len(kept):
        return beats[:1], 0
    index = first - int(kept[0])
    return beats[kept], index if pinned is not None else index % per_bar
