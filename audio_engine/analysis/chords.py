"""Chords: one major or minor triad for each bar, where one can be told."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.tones import FRAMES_PER_SECOND, Tones
from audio_engine.grid import Chord, Key
from audio_engine.units import TONICS, Mode

_MODES: tuple[Mode, Mode] = ("major", "minor")
_BASS_WEIGHT = 0.35
_IN_KEY_BONUS = 0.06
_UNCLEAR_FIT, _UNCLEAR_LEAD = 0.55, 0.02


def chords_per_bar(tones: Tones, bar_lines_seconds: list[float], key: Key | None) -> list[Chord | None]:
    """A chord, or None where no triad stands out, for each pair of neighbouring bar lines.

    In a sound without a key nothing stands out: noise would have a chord by chance in every bar.
    """
    if key is None:
        return [None] * (len(bar_lines_seconds) - 1)
    treble, bass = (bar_means(classes, bar_lines_seconds) for classes in (tones.treble, tones.bass))
    fits = _triad_fits(_unit(treble)) + _BASS_WEIGHT * np.tile(_unit(bass), 2)
    fits = fits + _IN_KEY_BONUS * _in_key(key)
    heard: list[Chord | None] = []
    for row, sound in zip(fits, treble, strict=True):
        order = np.argsort(row)[::-1]
        clear = row[order[0]] >= _UNCLEAR_FIT and row[order[0]] - row[order[1]] >= _UNCLEAR_LEAD
        mode, root = divmod(int(order[0]), 12)
        heard.append(Chord(root=TONICS[root], mode=_MODES[mode]) if clear and sound.any() else None)
    return heard


def bar_means(values: NDArray[np.float32], bar_lines_seconds: list[float]) -> NDArray[np.float64]:
    """Mean of tone frames [frames, columns] in each bar: [bars, columns]; zeros where a bar has no frame."""
    edges = np.rint(np.asarray(bar_lines_seconds) * FRAMES_PER_SECOND).astype(int)
    edges = np.clip(edges, 0, len(values))
    total = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0, dtype=np.float64)])
    counts = np.maximum(1, np.diff(edges))
    return np.asarray((total[edges[1:]] - total[edges[:-1]]) / counts[:, None])


def _triad_fits(bars: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlation of each bar [bars, 12] with the 12 major, then the 12 minor triads: [bars, 24]."""
    triads = np.zeros((24, 12))
    for mode, third in enumerate((4, 3)):
        for root in range(12):
            triads[12 * mode + root, [root, (root + third) % 12, (root + 7) % 12]] = 1.0, 0.8, 0.8
    triads -= triads.mean(axis=1, keepdims=True)
    steady = bars - bars.mean(axis=1, keepdims=True)
    return np.asarray(_unit(steady) @ _unit(triads).T)


def _in_key(key: Key) -> NDArray[np.float64]:
    """1 for the triads on the degrees of the key's scale, 0 for the others: [24]."""
    member = np.zeros(24)
    major_tonic = TONICS.index(key.tonic) + (3 if key.mode == "minor" else 0)
    for degree in (0, 5, 7):
        member[(major_tonic + degree) % 12] = 1.0
        member[12 + (major_tonic + degree + 9) % 12] = 1.0
    return member


def _unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 1e-9, lengths, 1.0))
