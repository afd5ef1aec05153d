"""Measuring a render against what was promised: its tempo and its pitch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.beats import beat_envelope, constant_beats, followed_beats, holds
from audio_engine.analysis.onsets import find_onsets
from audio_engine.analysis.spectra import listening_blocks
from audio_engine.analysis.tempo import Periodicity
from audio_engine.analysis.tempogram import STEADY, find_path
from audio_engine.analysis.tones import find_peaks
from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ

_TEMPO_WIDTH = 0.06
_SHORTEST_SECONDS = 4.0
_BIN_CENTS = 2
_BLUR_CENTS = 8.0
_FLOOR_CENTS = 150.0
_LOWEST_PITCH, _HIGHEST_PITCH = 50, 96  # below, the spectrum is too coarse; above, overtones drift apart
_REACH_CENTS = 100
_STANDS_OUT = 0.45  # over the likeness at other shifts: noise reaches 0.27, music starts at 0.68


def tempo_near(samples: Samples, target_bpm: float) -> float | None:
    """Tempo of samples [channels, frames] in BPM, within 6 % of a target; None without a clear pulse there.

    Precise to about 0.1 % from ten seconds of steady music on. Where the tempo moves it is the mean of it.
    """
    if samples.shape[1] < _SHORTEST_SECONDS * RATE_HZ:
        return None
    onsets = find_onsets(listening_blocks(samples))
    constant = Periodicity(onsets.strength).measured_near(target_bpm, _TEMPO_WIDTH)
    path = find_path(onsets.strength).near(target_bpm, _TEMPO_WIDTH)
    if path is None or path.spread < STEADY:
        return constant
    envelope = beat_envelope(onsets)
    followed = followed_beats(envelope, path)
    if constant is not None and holds(envelope, constant_beats(envelope, constant), followed):
        return constant
    mean = 60.0 * (len(followed) - 1) / float(followed[-1] - followed[0]) if len(followed) > 1 else 0.0
    return mean if abs(mean / target_bpm - 1.0) <= _TEMPO_WIDTH else None


def pitch_shift_cents(source: Samples, result: Samples, expected_cents: float) -> float | None:
    """By how many cents `result` is higher than `source`, both [channels, frames].

    Compares how often each pitch sounds, so the two may differ in speed and length. Looks within
    100 cents of what is expected; None where the two have too little in common to tell.
    """
    here, there = _pitches_heard(source), _pitches_heard(result)
    reach = _REACH_CENTS // _BIN_CENTS
    expected = round(expected_cents / _BIN_CENTS)
    alike = np.array([_likeness(here, there, expected + step) for step in range(-reach, reach + 1)])
    top = int(np.argmax(alike))
    if alike[top] - np.median(alike) < _STANDS_OUT or not 0 < top < len(alike) - 1:
        return None
    before, at, after = alike[top - 1 : top + 2]
    curve = before - 2 * at + after
    bend = 0.5 * (before - after) / curve if curve < 0 else 0.0
    return float((expected - reach + top + bend) * _BIN_CENTS)


def _pitches_heard(samples: Samples) -> NDArray[np.float64]:
    """How much each pitch sounds over its neighbourhood, in bins of `_BIN_CENTS`, 0 and above."""
    from scipy.ndimage import gaussian_filter1d

    _, pitches, weights = find_peaks(listening_blocks(samples))
    bins = (_HIGHEST_PITCH - _LOWEST_PITCH) * 100 // _BIN_CENTS
    places = np.floor((pitches - _LOWEST_PITCH) * 100 / _BIN_CENTS).astype(int)
    inside = (places >= 0) & (places < bins)
    heard = np.bincount(places[inside], weights[inside], bins)
    sharp = gaussian_filter1d(heard, _BLUR_CENTS / _BIN_CENTS)
    floor = gaussian_filter1d(heard, _FLOOR_CENTS / _BIN_CENTS)
    return np.asarray(np.maximum(0.0, sharp - floor))


def _likeness(here: NDArray[np.float64], there: NDArray[np.float64], shift: int) -> float:
    """Correlation, 0 to 1, of one spectrum moved up by `shift` bins with the other, where both reach."""
    if abs(shift) >= len(here):
        return 0.0
    one = here[max(0, -shift) : len(here) - max(0, shift)]
    other = there[max(0, shift) : len(there) + min(0, shift)]
    scale = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / scale if scale > 1e-12 else 0.0
