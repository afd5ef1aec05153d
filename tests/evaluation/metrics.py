"""Measures of hearing, stretching and separating: small functions with known answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from audio_engine.audio import Samples, rms_db
from audio_engine.grid import Key
from audio_engine.units import RATE_HZ, TONICS
from tests.evaluation.spectra import (
    HOP,
    Array,
    decibels,
    lag_frames,
    log_mel_db,
    log_spectrum_db,
    onset_strength,
    summits,
)

TempoVerdict = Literal["exact", "near", "octave", "silent octave", "wrong"]

EXACT = 0.001
NEAR = 0.02
OCTAVES = (2.0, 0.5, 3.0, 1 / 3)
MATCH_SECONDS = 0.05


def f_measure(true: Sequence[float], heard: Sequence[float], tolerance: float) -> float:
    """Harmonic mean of precision and recall of times in seconds, 0 to 1; each time is matched once.

    Both lists empty is a perfect answer; times are matched in order, which is best for equal windows.
    """
    if not len(true) or not len(heard):
        return float(len(true) == len(heard))
    wanted, given = sorted(true), sorted(heard)
    i = j = hits = 0
    while i < len(wanted) and j < len(given):
        apart = given[j] - wanted[i]
        if abs(apart) <= tolerance + 1e-9:
            hits += 1
            i, j = i + 1, j + 1
        elif apart < 0:
            j += 1
        else:
            i += 1
    return 2.0 * hits / (len(wanted) + len(given))


def mirex(true: Key, heard: Key | None) -> float:
    """The key score of the MIREX contests: 1 same, 0.5 a fifth apart, 0.3 relative, 0.2 parallel, else 0."""
    if heard is None:
        return 0.0
    apart = (TONICS.index(heard.tonic) - TONICS.index(true.tonic)) % 12
    if heard.mode == true.mode:
        return {0: 1.0, 7: 0.5, 5: 0.5}.get(apart, 0.0)
    relative = 9 if true.mode == "major" else 3
    return {relative: 0.3, 0: 0.2}.get(apart, 0.0)


def tempo_verdict(
    true_bpm: Sequence[float], heard_bpm: float, others_bpm: Sequence[float], exact: float = EXACT
) -> TempoVerdict:
    """What a heard tempo is worth against any of the true ones.

    exact, near: within that share and within 2 %. octave: two or three times as fast or slow, with a
    true tempo among the others that were named; silent octave: without. wrong: anything else.
    """
    off = min(abs(heard_bpm / true - 1) for true in true_bpm)
    if off <= exact:
        return "exact"
    if off <= NEAR:
        return "near"
    if not any(abs(heard_bpm / (true * octave) - 1) <= NEAR for true in true_bpm for octave in OCTAVES):
        return "wrong"
    told = any(abs(other / true - 1) <= NEAR for true in true_bpm for other in others_bpm)
    return "octave" if told else "silent octave"


def si_sdr_db(true: Samples, estimate: Samples) -> float:
    """Scale-invariant signal-to-distortion ratio over all channels (Le Roux et al. 2019), in dB.

    NaN for a silent truth; -200 where the estimate has nothing of it.
    """
    frame_count = min(true.shape[1], estimate.shape[1])
    truth = true[:, :frame_count].astype(np.float64).ravel()
    guess = estimate[:, :frame_count].astype(np.float64).ravel()
    power = float(truth @ truth)
    if power < 1e-9:
        return float("nan")
    scale = float(guess @ truth) / power
    error = guess - scale * truth
    return decibels(scale**2 * power, float(error @ error))


def level_difference_db(out: Samples, ideal: Samples) -> float:
    """How much louder `out` is than `ideal`, RMS over everything, in dB."""
    return rms_db(out) - rms_db(ideal)


@dataclass(frozen=True)
class Likeness:
    """How near a sound comes to its ideal.

    distance_db: mean distance between the mel spectra, brought together in time and level; 0 is the
    same sound, a re-performance stretched by good tools lies at 2 to 5. spectral_db: the log-spectral
    distance, which weighs every partial alike (root mean square of the dB over the bins of a frame, mean
    over the frames; Gray and Markel, 1976). onset_ms: mean distance of each
    onset of the ideal to its own, both begun together; onsets_missed: the share that has none within
    50 ms. level_db: how much louder it is.
    """

    distance_db: float
    spectral_db: float
    onset_ms: float
    onsets_missed: float
    level_db: float


@dataclass(frozen=True)
class Ideal:
    """What a sound should be, with all that is measured of it."""

    sound: Samples
    strength: Array
    onset_seconds: Array

    @classmethod
    def of(cls, sound: Samples) -> Ideal:
        """The ideal float32 [channels, frames]."""
        strength = onset_strength(sound)
        return cls(sound, strength, _seconds(summits(strength)))

    def likeness(self, out: Samples) -> Likeness:
        """How near `out`, of the same number of channels, comes to it."""
        strength = onset_strength(out)
        onset_ms, missed = _onset_errors(self.onset_seconds, _seconds(summits(strength)))
        lag = round(lag_frames(strength, self.strength) * HOP)
        moved = out[:, lag:] if lag > 0 else np.pad(out, ((0, 0), (-lag, 0)))
        pair = _alike_in_level(moved, self.sound)
        distance, spectral = _log_mel_distance_db(*pair), _log_spectral_distance_db(*pair)
        return Likeness(distance, spectral, onset_ms, missed, level_difference_db(out, self.sound))


def _alike_in_level(out: Samples, ideal: Samples) -> tuple[Array, Array]:
    """Both as the mean of their channels, of one length and one level."""
    frame_count = min(out.shape[1], ideal.shape[1])
    a, b = out[:, :frame_count].mean(axis=0), ideal[:, :frame_count].mean(axis=0)
    gain = np.sqrt(float(np.mean(b**2)) / max(float(np.mean(a**2)), 1e-12))
    return a * np.float32(gain), b


def _log_mel_distance_db(out: Array, ideal: Array) -> float:
    """Over 64 mel bands, where either is within 70 dB of the ideal's loud parts."""
    one, two = log_mel_db(out), log_mel_db(ideal)
    floor = float(np.percentile(two, 99)) - 70.0
    one, two = np.maximum(one, floor), np.maximum(two, floor)
    live = (one > floor) | (two > floor)
    return float(np.abs(one - two)[live].mean()) if live.any() else 0.0


def _log_spectral_distance_db(out: Array, ideal: Array) -> float:
    """Over all bins within 70 dB of the ideal's loud parts in either, frame by frame."""
    one, two = log_spectrum_db(out), log_spectrum_db(ideal)
    floor = np.float32(np.percentile(two, 99) - 70.0)
    one, two = np.maximum(one, floor), np.maximum(two, floor)
    live = (one > floor) | (two > floor)
    count = live.sum(axis=1)
    squares = np.square(one - two, dtype=np.float64).sum(axis=1)
    return float(np.sqrt(squares[count > 0] / count[count > 0]).mean()) if live.any() else 0.0


def _onset_errors(wanted: Array, given: Array) -> tuple[float, float]:
    """Mean distance in ms of the matched onsets, and the share of those wanted that are not matched."""
    if not wanted.size:
        return float("nan"), float("nan")
    if not given.size:
        return float("nan"), 1.0
    after = np.searchsorted(given, wanted)
    later, earlier = given[np.minimum(after, given.size - 1)], given[np.maximum(after - 1, 0)]
    nearest = np.minimum(np.abs(wanted - later), np.abs(wanted - earlier))
    met = nearest <= MATCH_SECONDS
    return float(1000 * nearest[met].mean()) if met.any() else float("nan"), float(1.0 - met.mean())


def _seconds(places: Array) -> Array:
    return np.asarray(places * (HOP / RATE_HZ))


def mean(values: Sequence[float]) -> float:
    """The mean of what is a number; NaN where nothing is."""
    known = [v for v in values if not np.isnan(v)]
    return float(np.mean(known)) if known else float("nan")
