"""Turns: the bars at which a song goes over into another section."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

_REACH_BARS = 2
_REPETITION_WEIGHT = 0.6
_ALIKE_SHARE, _ALIKE = 0.12, 0.3  # of all bars: the likest ones count as the same, if they are so much alike
_HARMONY_PART, _DRESS_PART, _BAR_BEFORE = 1.0, 0.7, 0.5
_TURN_COST, _CLEAR_PERCENTILE = 0.45, 92
_LONGEST_BARS, _SEARCHED_BARS = 16, 32
_SHORT_SECONDS, _SHORT_COST = 10.0, 0.7
_LONG_SECONDS, _LONG_COST = 30.0, 0.3
_ODD_COST, _HALF_PHRASE_COST, _LONGER_COST = 0.5, 0.3, 0.1


def find_turns(harmony: Vector, dress: Vector, bar_seconds: float) -> list[int]:
    """Bars at which sections begin, and the end, as the best path over all ways to cut the song.

    harmony: [bars, classes]; dress: how it sounds, standardised, [bars, columns]. A cut earns what is
    new at its bar line, and pays for itself and for a length that is unusual or no phrase.
    """
    bars = len(dress)
    earned = _even(novelty(harmony, dress)) + _REPETITION_WEIGHT * _even(other_repetitions(harmony, dress))
    earned = _even(earned)
    cost = np.array([0.0, *(_length_cost(count, bar_seconds) for count in range(1, _SEARCHED_BARS + 1))])
    best = np.full(bars + 1, -np.inf)
    best[0] = 0.0
    came_from = np.zeros(bars + 1, dtype=int)
    for end in range(1, bars + 1):
        starts = np.arange(max(0, end - _SEARCHED_BARS), end)
        gains = best[starts] - cost[end - starts]
        top = int(np.argmax(gains))
        best[end] = gains[top] - _TURN_COST + (earned[end] if end < bars else 0.0)
        came_from[end] = starts[top]
    turns = [bars]
    while turns[-1] > 0:
        turns.append(int(came_from[turns[-1]]))
    return turns[::-1]


def novelty(harmony: Vector, dress: Vector) -> Vector:
    """How much the sound after each bar line differs from that before it: float64 [bars], first 0."""
    bars = len(dress)
    scaled = dress / np.sqrt(dress.shape[1] + 3)
    found = np.zeros(bars)
    for bar in range(1, bars):
        reach = min(_REACH_BARS, bar, bars - bar)
        before, after = slice(bar - reach, bar), slice(bar, bar + reach)
        step = np.linalg.norm(scaled[after].mean(axis=0) - scaled[before].mean(axis=0))
        turn = np.linalg.norm(_unit(harmony[after].mean(axis=0)) - _unit(harmony[before].mean(axis=0)))
        found[bar] = (step + turn) * np.sqrt(reach / _REACH_BARS)
    return found


def other_repetitions(harmony: Vector, dress: Vector) -> Vector:
    """How much each bar repeats other parts of the song than the bar before it did: float64 [bars], first 0.

    Structure features after Serra et al. 2014: which bars are alike, by how many bars they lie apart.
    """
    from scipy.ndimage import gaussian_filter1d

    bars = len(dress)
    bar = np.hstack([_HARMONY_PART * _unit(standard(harmony)), _DRESS_PART * _unit(dress)]).astype(np.float32)
    two = _unit(np.hstack([bar, _BAR_BEFORE * np.vstack([bar[:1], bar[:-1]])]))
    alike = two @ two.T
    least = np.sort(alike, axis=1)[:, -max(2, int(_ALIKE_SHARE * bars))][:, None]
    same = (alike >= least) & (alike >= least.T) & (alike > _ALIKE)
    apart = np.stack([np.roll(row, -place) for place, row in enumerate(same)]).astype(np.float32)
    apart = gaussian_filter1d(gaussian_filter1d(apart, 1.0, axis=0), 0.7, axis=1, mode="wrap")
    found = np.zeros(bars)
    found[1:] = np.linalg.norm(np.diff(apart, axis=0), axis=1)
    return found


def standard(values: Vector) -> Vector:
    """Each column about its mean in units of its spread; zeros where it does not vary."""
    spread = values.std(axis=0)
    return np.asarray((values - values.mean(axis=0)) / np.where(spread > 1e-9, spread, 1.0))


def _even(found: Vector) -> Vector:
    """In units of a clear turn of this song."""
    clear = float(np.percentile(found[1:], _CLEAR_PERCENTILE)) if len(found) > 2 else 1.0
    return found / max(1e-9, clear)


def _length_cost(bars: int, bar_seconds: float) -> float:
    seconds = bars * bar_seconds
    cost = _ODD_COST if bars % 2 else (_HALF_PHRASE_COST if bars % 4 else 0.0)
    cost += _SHORT_COST * max(0.0, 1.0 - seconds / _SHORT_SECONDS)
    cost += _LONG_COST * max(0.0, seconds / _LONG_SECONDS - 1.0)
    return cost + _LONGER_COST * max(0, bars - _LONGEST_BARS)


def _unit(vectors: NDArray[np.floating]) -> NDArray[np.floating]:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: NDArray[np.floating] = vectors / np.where(lengths > 1e-9, lengths, 1.0)
    return unit
