"""Metre: how many beats make a bar, and which beat is the first of one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis import onsets as onset_frames
from audio_engine.analysis import tones as tone_frames
from audio_engine.analysis.onsets import Onsets
from audio_engine.analysis.tones import Tones

Vector = NDArray[np.float64]

_NEAR_FRAMES = 6
_LAGS = (2, 3, 4, 6, 8, 9)
_FEWEST_BEATS = 16
_LEAST_SPREAD = 0.2  # of the mean: equal clicks differ by a tenth, by where the frames fall
_BAND_GROUPS = 6
_THREE_NEEDS = 0.05  # songs in three are rarer: that much more evidence is asked of them
_LOW_WEIGHT, _SNARE_WEIGHT = 0.6, 0.4


@dataclass(frozen=True)
class Accents:
    """What happens on each beat, standardised over the song, float64 [beats].

    change: how new the harmony is. low: kick and bass. attacks: onsets by band, [beats, groups].
    """

    change: Vector
    low: Vector
    attacks: Vector


def find_accents(onsets: Onsets, tones: Tones, beats_seconds: Vector) -> Accents:
    """Accents on beats."""
    return Accents(
        _standard(_harmonic_change(tones, beats_seconds)),
        _standard(_at_beats(onsets.low[:, None], beats_seconds)[:, 0]),
        _standard(_band_attacks(onsets, beats_seconds)),
    )


def beats_per_bar(accents: Accents) -> int:
    """3 or 4: the lag at which the beats repeat their accents best."""
    alike = _alike(accents)
    in_three = (alike[3] + alike[6] + alike[9]) / 3
    in_four = (alike[2] + 2 * alike[4] + 2 * alike[8]) / 5
    return 3 if in_three > in_four + _THREE_NEEDS else 4


def bar_evidence(accents: Accents) -> float:
    """How clearly these beats make bars, -2 to 2: whole bars are alike, and what is not a bar is not."""
    alike = _alike(accents)
    in_four = min(alike[4], alike[8]) - alike[2]
    in_three = min(alike[3], alike[6]) - max(alike[2], alike[4])
    return max(in_four, in_three)


def _alike(accents: Accents) -> dict[int, float]:
    """Likeness of the accents to those some beats later, -1 to 1; 0 where the song is too short to tell."""
    features = np.column_stack([accents.change, accents.low, accents.attacks])
    if len(features) < _FEWEST_BEATS:
        return dict.fromkeys(_LAGS, 0.0)
    return {lag: float(np.mean(features[lag:] * features[:-lag])) for lag in _LAGS}


def first_downbeat(accents: Accents, per_bar: int) -> int:
    """Index, below `per_bar`, of the first beat that opens a bar.

    Bars open where the harmony changes and the bass enters, and in four the snare answers on the
    beat after and on the last.
    """
    high = accents.attacks[:, -_BAND_GROUPS // 2 :].mean(axis=1)
    sums = []
    for phase in range(min(per_bar, max(1, len(high)))):
        score = float(np.mean(accents.change[phase::per_bar] + _LOW_WEIGHT * accents.low[phase::per_bar]))
        if per_bar == 4 and len(high) > 8:
            score -= _SNARE_WEIGHT * float(np.mean(high[phase::2]))
        sums.append(score)
    return int(np.argmax(sums))


def _harmonic_change(tones: Tones, beats_seconds: Vector) -> Vector:
    """1 minus the likeness of the two beats before and the two beats after each beat."""
    sound = np.hstack([tones.treble, tones.bass]).astype(np.float64)
    total = np.vstack([np.zeros(24), np.cumsum(sound, axis=0)])
    step = float(np.median(np.diff(beats_seconds))) if len(beats_seconds) > 1 else 0.5
    frames = beats_seconds * tone_frames.FRAMES_PER_SECOND + 0.5
    reach = 2 * step * tone_frames.FRAMES_PER_SECOND
    at, before, after = (
        np.clip(np.rint(frames + shift).astype(int), 0, len(sound)) for shift in (0, -reach, reach)
    )
    past, coming = total[at] - total[before], total[after] - total[at]
    lengths = np.linalg.norm(past, axis=1) * np.linalg.norm(coming, axis=1)
    alike = np.divide(np.sum(past * coming, axis=1), lengths, out=np.ones(len(at)), where=lengths > 1e-9)
    return np.asarray(1 - alike)


def _band_attacks(onsets: Onsets, beats_seconds: Vector) -> Vector:
    """How much louder each group of bands becomes around each beat, [beats, groups]."""
    from scipy.ndimage import uniform_filter1d

    rises = np.maximum(0.0, np.diff(onsets.log_mel, axis=0, prepend=onsets.log_mel[:1]))
    width = onset_frames.BANDS // _BAND_GROUPS
    grouped = rises.reshape(len(rises), _BAND_GROUPS, width).mean(axis=2)
    reach = 2 * _NEAR_FRAMES + 1
    return _at_beats(reach * uniform_filter1d(grouped, reach, axis=0), beats_seconds)


def _at_beats(values: NDArray[np.floating], beats_seconds: Vector) -> Vector:
    """The highest of values [frames, columns] near each beat."""
    from scipy.ndimage import maximum_filter1d

    near = maximum_filter1d(values, 2 * _NEAR_FRAMES + 1, axis=0)
    frames = np.rint(beats_seconds * onset_frames.FRAMES_PER_SECOND).astype(int)
    return np.asarray(near[np.clip(frames, 0, len(near) - 1)], dtype=np.float64)


def _standard(values: Vector) -> Vector:
    """Values, 0 and above, about their mean in units of their spread; a tiny spread is no accent."""
    spread = np.maximum(values.std(axis=0), _LEAST_SPREAD * values.mean(axis=0))
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0))
