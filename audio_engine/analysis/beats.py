"""Beats: one constant grid where it holds, a path that follows the players where it does not."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.onsets import FRAMES_PER_SECOND, Onsets
from audio_engine.analysis.spectra import Array
from audio_engine.analysis.tempogram import Path

Seconds = NDArray[np.float64]

_CONSTANT_IS_ENOUGH = 0.85  # part of the followed path's onset energy that a constant grid must collect
_TIGHTNESS = 100.0
_NEAR_FRAMES = 3
_PHASE_REACH_SECONDS = 0.04
_HAIR_SECONDS = 0.02


def beat_envelope(onsets: Onsets) -> Array:
    """The onsets with those of kick and bass doubled: they lie on beats more often than others do."""
    return onsets.strength + onsets.low


def constant_beats(envelope: Array, tempo_bpm: float, phase_seconds: float | None = None) -> Seconds:
    """Every beat of a constant grid from 0.0 to the end; phase_seconds: the time of any one beat.

    A beat that would lie a hair before the start lies on it.
    """
    period = 60.0 / tempo_bpm
    end = (len(envelope) - 1) / FRAMES_PER_SECOND
    phase = _best_phase(envelope, period) if phase_seconds is None else phase_seconds
    first = phase - np.floor((phase + _HAIR_SECONDS) / period) * period
    return np.asarray(
        np.maximum(0.0, first + np.arange(max(1, int((end - first) / period + 1e-6) + 1)) * period)
    )


def phase_near(envelope: Array, period_seconds: float, near_seconds: float) -> float:
    """The time of a beat, near one that is about known, whose constant grid meets most onset energy."""
    reach = min(_PHASE_REACH_SECONDS, 0.12 * period_seconds)
    shifts = np.arange(-reach, reach + 1e-9, 0.001)
    first = near_seconds - np.floor(near_seconds / period_seconds) * period_seconds
    count = max(1, int((len(envelope) / FRAMES_PER_SECOND - first - reach) / period_seconds))
    beats = first + period_seconds * np.arange(count)
    smooth = _smoothed(envelope, 1.5)
    frames = np.arange(len(smooth)) / FRAMES_PER_SECOND
    met = [float(np.interp(beats + shift, frames, smooth).sum()) for shift in shifts]
    return near_seconds + float(shifts[int(np.argmax(met))])


def holds(envelope: Array, constant: Seconds, followed: Seconds) -> bool:
    """Whether the constant grid meets nearly as much onset energy as the path that may bend."""
    return _collected(envelope, constant) >= _CONSTANT_IS_ENOUGH * _collected(envelope, followed)


def followed_beats(envelope: Array, path: Path) -> Seconds:
    """Beats by dynamic programming (after Ellis 2007): near onsets, and as far apart as the path says."""
    periods = 60.0 * FRAMES_PER_SECOND / path.bpm
    longest = round(1.6 * float(periods.max())) + 1
    tables = {float(p): _choices(float(p), longest) for p in np.unique(periods)}
    edges = np.searchsorted(path.at_seconds[1:], np.arange(len(envelope)) / FRAMES_PER_SECOND)
    reward = _smoothed(envelope, 1.5)
    reward = reward / max(float(reward.std()), 1e-9)
    total = np.zeros(len(reward) + longest, dtype=np.float32)
    came_from = np.zeros(len(reward), dtype=np.int64)
    for frame, (gain, window) in enumerate(zip(reward, edges, strict=True)):
        backwards, cost = tables[float(periods[window])]
        options = total[frame + backwards] - cost
        best = int(options.argmax())
        total[frame + longest] = gain + options[best]
        came_from[frame] = frame + int(backwards[best]) - longest
    frame = len(reward) - 1 - int(np.argmax(total[: -int(periods[-1]) - 1 : -1]))
    found = []
    while frame >= 0:
        found.append(_peak_near(reward, frame))
        frame = int(came_from[frame])
    return np.maximum.accumulate(np.array(found[::-1])) / FRAMES_PER_SECOND


def _choices(period: float, longest: int) -> tuple[NDArray[np.int64], Array]:
    """Where a beat may have come from, counted from `longest` frames before it, and what each costs."""
    lags = np.arange(max(1, round(0.6 * period)), round(1.6 * period) + 1)
    cost = (_TIGHTNESS * np.square(np.log(lags / period))).astype(np.float32)
    return longest - lags, cost


def _best_phase(envelope: Array, period_seconds: float) -> float:
    """Time, within the first period, of the beat whose constant grid meets most onset energy."""
    bins = max(8, round(period_seconds * 500))
    positions = np.arange(len(envelope)) / FRAMES_PER_SECOND / period_seconds % 1.0 * bins
    lower = positions.astype(int) % bins
    share = positions - np.floor(positions)
    folded = np.bincount(lower, envelope * (1 - share), bins)
    folded += np.bincount((lower + 1) % bins, envelope * share, bins)
    weight = np.bincount(lower, 1 - share, bins) + np.bincount((lower + 1) % bins, share, bins)
    even = _smoothed(folded / np.maximum(weight, 1e-9), 0.008 / period_seconds * bins, "wrap")
    top = int(np.argmax(even + 0.3 * np.roll(even, -(bins // 2))))
    near = np.arange(top - bins // 12, top + bins // 12 + 1) % bins
    top = int(near[np.argmax(even[near])])
    return float((top + _bend(even[top - 1], even[top], even[(top + 1) % bins])) / bins * period_seconds)


def _collected(envelope: Array, beats: Seconds) -> float:
    """Mean of the highest onset energy near each beat."""
    from scipy.ndimage import maximum_filter1d

    near = maximum_filter1d(envelope, 2 * _NEAR_FRAMES + 1)
    frames = np.clip(np.rint(beats * FRAMES_PER_SECOND).astype(int), 0, len(near) - 1)
    return float(near[frames].mean()) if len(frames) else 0.0


def _smoothed(values: NDArray[np.floating], sigma: float, mode: str = "nearest") -> NDArray[np.floating]:
    from scipy.ndimage import gaussian_filter1d

    smooth: NDArray[np.floating] = gaussian_filter1d(values, sigma, mode=mode)
    return smooth


def _peak_near(values: NDArray[np.floating], frame: int) -> float:
    """The fractional frame of the summit within a few frames of `frame`, or `frame` where there is none."""
    start = max(1, frame - _NEAR_FRAMES)
    part = values[start : min(frame + _NEAR_FRAMES + 1, len(values) - 1)]
    if not len(part):
        return float(frame)
    top = start + int(np.argmax(part))
    before, at, after = values[top - 1 : top + 2]
    return top + _bend(before, at, after) if at > max(before, after) else float(frame)


def _bend(before: float, at: float, after: float) -> float:
    """Where between -0.5 and 0.5 the summit of the parabola through three neighbours lies."""
    curve = before - 2 * at + after
    return float(np.clip(0.5 * (before - after) / curve, -0.5, 0.5)) if curve < 0 else 0.0
