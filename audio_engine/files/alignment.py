"""Where each stem lies in its mix, and how loud it is there: found from the sound alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ, db_from_gain

LARGEST_OFFSET_FRAMES = 1 << 17
"""About three seconds, either way."""

_LAGS = 2 * LARGEST_OFFSET_FRAMES
_WINDOW = 4 * _LAGS
_ROUNDS = 12
_EMPHASIS = 0.97
_LEAST_GAIN, _LARGEST_GAIN = 1 / 16, 16.0
_NEARLY_ONE = 1e-4
_WORST_CONDITION = 1e5

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Placed:
    """What brings a stem into its mix: moved later by `offset_frames`, then multiplied by `gain`.

    A negative offset cuts off its beginning, a negative gain turns its polarity round.
    """

    offset_frames: int = 0
    gain: float = 1.0

    def told(self, name: str) -> str:
        """What was put right, as a sentence; "" when nothing was."""
        done = []
        if self.offset_frames:
            way = "later" if self.offset_frames > 0 else "earlier"
            done.append(f"moved {way} by {abs(self.offset_frames) / RATE_HZ * 1000:.1f} ms")
        gain_db = db_from_gain(abs(self.gain))
        if abs(gain_db) >= 0.05:
            done.append(f"turned {'up' if gain_db > 0 else 'down'} by {abs(gain_db):.1f} dB")
        if self.gain < 0:
            done.append("turned round in polarity")
        return f"To fit its mix, the {name} stem was {' and '.join(done)}." if done else ""


class Gram:
    """Inner products of a mix and its stems, gathered block by block; both channels count alike."""

    def __init__(self, stems: Sequence[str]) -> None:
        self.names = ("mix", *stems)
        self._products = np.zeros((len(self.names), len(self.names)))

    def add(self, block: Mapping[str, NDArray[np.float64]]) -> None:
        """Take in the next block of all sounds, float64 [2, frames]."""
        flat = np.stack([block[name].ravel() for name in self.names])
        self._products += flat @ flat.T

    def gains(self) -> dict[str, float] | None:
        """The gain of each stem that leaves least of the mix (least squares); None where none is likely.

        That is when a stem would be louder or quieter by more than 24 dB, or when stems hold the same
        sound, so that the mix does not tell how loud each of them is. Silent stems stay as they are.
        """
        found = dict.fromkeys(self.names[1:], 1.0)
        sounding = [k for k in range(1, len(self.names)) if self._products[k, k] > 0.0]
        if not sounding:
            return None
        levels = np.sqrt(self._products[sounding, sounding])
        matrix = self._products[np.ix_(sounding, sounding)] / np.outer(levels, levels)
        if np.linalg.cond(matrix) > _WORST_CONDITION:
            return None
        solved = np.linalg.solve(matrix, self._products[sounding, 0] / levels) / levels
        if np.any(np.abs(solved) < _LEAST_GAIN) or np.any(np.abs(solved) > _LARGEST_GAIN):
            return None
        for index, gain in zip(sounding, solved, strict=True):
            found[self.names[index]] = 1.0 if abs(gain - 1.0) < _NEARLY_ONE else float(gain)
        return found

    def null(self, gains: Mapping[str, float]) -> float:
        """Energy that such gains leave, over that of the mix; its own rounding is about 1e-13."""
        weights = np.array([-1.0, *(gains[name] for name in self.names[1:])])
        left = float(weights @ self._products @ weights)
        return max(left, 0.0) / max(float(self._products[0, 0]), 1e-30)


def offsets(blocks: Iterable[Mapping[str, Samples]]) -> dict[str, int]:
    """By how many frames each stem must be moved later so that together they leave least of the mix.

    blocks: the mix, as "mix", and its stems, read in step. Found by correlation, first for the stem that
    explains most of the mix, then for each other in what is left, and again until nothing moves any
    more; offsets reach `LARGEST_OFFSET_FRAMES` either way.
    """
    gathered: _Correlations | None = None
    for block in blocks:
        gathered = gathered or _Correlations([name for name in block if name != "mix"])
        gathered.add(block)
    return gathered.offsets() if gathered else {}


class _Correlations:
    """All correlations between a mix and its stems, over lags of six seconds, gathered in a stream.

    The two channels are one sound here, weighed so unevenly that neither hides the other; high
    frequencies are emphasised, which makes peaks narrow.
    """

    def __init__(self, stems: Sequence[str]) -> None:
        self._names = ("mix", *stems)
        self._pairs = [(0, j) for j in range(1, len(self._names))]
        self._pairs += [(i, i) for i in range(1, len(self._names))]
        self._pairs += list(combinations(range(1, len(self._names)), 2))
        bins = _WINDOW // 2 + 1
        self._spectra = {pair: np.zeros(bins, dtype=np.complex64) for pair in self._pairs}
        self._waiting = np.zeros((len(self._names), _LAGS), dtype=np.float32)
        self._lags: dict[tuple[int, int], Vector] = {}

    def add(self, block: Mapping[str, Samples]) -> None:
        """Take in the next block, float32 [2, frames] each."""
        mono = np.stack([block[name][0] + np.float32(0.6) * block[name][1] for name in self._names])
        self._waiting = np.concatenate((self._waiting, mono), axis=1)
        while self._waiting.shape[1] >= _WINDOW:
            self._correlate()

    def _correlate(self) -> None:
        """The middle half of the window against the whole of it, exact for every lag."""
        from scipy.fft import rfft

        window = self._waiting[:, :_WINDOW]
        middle = np.zeros_like(window)
        middle[:, : 2 * _LAGS] = window[:, _LAGS : 3 * _LAGS]
        self._waiting = self._waiting[:, 2 * _LAGS :]
        wide = [rfft(row) if row.any() else None for row in window]
        short = [rfft(row) if row.any() else None for row in middle]
        for first, second in self._pairs:
            one, other = wide[first], short[second]
            if one is not None and other is not None:
                self._spectra[first, second] += one * np.conj(other)

    def offsets(self) -> dict[str, int]:
        """The offset of each stem, in frames, after the last block."""
        while self._waiting[:, _LAGS:].any():
            missing = max(_WINDOW - self._waiting.shape[1], 0)
            self._waiting = np.pad(self._waiting, ((0, 0), (0, missing)))
            self._correlate()
        self._lags = {pair: _lags(self._spectra.pop(pair)) for pair in self._pairs}
        sounding = [k for k in range(1, len(self._names)) if self._at(k, k, 0) > 0.0]
        found = self._settled(sounding)
        return {name: found.get(k, 0) for k, name in enumerate(self._names) if k}

    def _settled(self, sounding: Sequence[int]) -> dict[int, int]:
        found: dict[int, int] = {}
        for _ in sounding:
            peaks = {k: self._peak(k, found) for k in sounding if k not in found}
            best = max(peaks, key=lambda k: peaks[k][1])
            found[best] = peaks[best][0]
        for _ in range(_ROUNDS):
            before = dict(found)
            for k in sounding:
                found[k] = self._peak(k, {j: at for j, at in found.items() if j != k})[0]
            if found == before:
                break
        return found

    def _peak(self, stem: int, others: Mapping[int, int]) -> tuple[int, float]:
        """Where a stem lies best in what other stems leave, and the energy that it explains there."""
        rest = self._lags[0, stem].copy()
        for other, gain in zip(others, self._gains(others), strict=True):
            rest -= gain * self._shifted(other, stem, others[other])
        middle = slice(_LAGS - LARGEST_OFFSET_FRAMES, _LAGS + LARGEST_OFFSET_FRAMES + 1)
        at = int(np.argmax(np.abs(rest[middle])))
        peak = float(rest[middle][at])
        return at - LARGEST_OFFSET_FRAMES, peak * peak / self._at(stem, stem, 0)

    def _gains(self, placed: Mapping[int, int]) -> Vector:
        """The least-squares gains of stems at these offsets."""
        stems = list(placed)
        matrix = np.array([[self._at(i, j, placed[j] - placed[i]) for j in stems] for i in stems])
        wanted = np.array([self._at(0, i, placed[i]) for i in stems])
        solved: Vector = np.linalg.lstsq(matrix, wanted, rcond=1e-6)[0] if stems else np.zeros(0)
        return solved

    def _at(self, first: int, second: int, lag: int) -> float:
        """The sum of `first` at t + lag times `second` at t."""
        if (first, second) not in self._lags:
            first, second, lag = second, first, -lag
        return float(self._lags[first, second][_LAGS + lag])

    def _shifted(self, first: int, second: int, offset: int) -> Vector:
        """The correlation of `first`, moved later by `offset`, with `second`, at every lag."""
        there = (first, second) in self._lags
        lags = self._lags[first, second] if there else self._lags[second, first][::-1]
        moved = np.zeros_like(lags)
        if offset >= 0:
            moved[offset:] = lags[: lags.size - offset]
        else:
            moved[:offset] = lags[-offset:]
        return moved


def _lags(spectrum: NDArray[np.complex64]) -> Vector:
    """A correlation at lags -_LAGS to _LAGS, from its cross spectrum, high frequencies emphasised."""
    from scipy.fft import irfft

    turn = np.exp(-2j * np.pi * np.arange(spectrum.size) / _WINDOW)
    emphasis = np.abs(1.0 - _EMPHASIS * turn) ** 2
    whole: Vector = irfft(spectrum * emphasis, _WINDOW)
    return whole[: 2 * _LAGS + 1]
