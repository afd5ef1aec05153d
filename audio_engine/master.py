"""Mastering: one gain to a loudness, then a true-peak limiter where it is needed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.loudness import (
    SILENT_LUFS,
    gated_lufs,
    integrated_lufs,
    peak_envelope,
    step_powers,
    true_peak_dbtp,
)
from audio_engine.audio import Samples
from audio_engine.units import RATE_HZ, db_from_gain, gain_from_db

MOST_LIMITING_DB = 12.0
"""Deeper limiting is heard as pumping; beyond it the master stays quieter than it was asked to be."""

_HOP_FRAMES = 8
_LOOK_AHEAD_HOPS = 30  # 5.4 ms at 44.1 kHz: longer than the attack of a drum, shorter than an echo
_RELEASE_DB_PER_SECOND = 60.0
_GOAL_LU = 0.05
_CLOSE_ENOUGH_LU = 0.1
_SAFETY_DB = 0.1  # meters that oversample otherwise read up to this much more
_BLOCK_FRAMES = 1 << 18


@dataclass(frozen=True)
class Mastered:
    """A master and what was done to get it.

    gain_db: the constant gain. limited_db: the deepest gain reduction by the limiter, 0 or above.
    loudness_lufs and true_peak_dbtp are measured on `samples`.
    """

    samples: Samples
    gain_db: float
    limited_db: float
    loudness_lufs: float
    true_peak_dbtp: float


def master(samples: Samples, target_lufs: float, ceiling_dbtp: float = -1.0) -> Mastered:
    """Bring samples [channels, frames] to a loudness, with no true peak above the ceiling.

    What needs neither gain nor limiting comes back bit for bit, and silence stays silence. Material
    whose peaks would have to be limited by more than `MOST_LIMITING_DB` stays quieter than the target;
    `loudness_lufs` then says how loud it became. Numbers that are not finite become silence.
    """
    samples = _finite(samples)
    envelope = peak_envelope(samples, _HOP_FRAMES)
    peak_dbtp = db_from_gain(float(envelope.max(initial=0.0)))
    powers = step_powers(samples)
    loudness_lufs = gated_lufs(powers)
    wanted_db = target_lufs - loudness_lufs if loudness_lufs > SILENT_LUFS else 0.0
    if abs(wanted_db) < _GOAL_LU and peak_dbtp <= ceiling_dbtp:
        return Mastered(samples, 0.0, 0.0, loudness_lufs, peak_dbtp)
    limiter = _Limiter(envelope, powers, ceiling_dbtp - _SAFETY_DB)
    most_db = ceiling_dbtp - peak_dbtp + MOST_LIMITING_DB
    aim_lufs = target_lufs
    for _ in range(3):
        gain_db = limiter.gain_for(aim_lufs, min(wanted_db, 0.0), most_db) if wanted_db else 0.0
        done = _finish(samples, gain_db, limiter.reduction_db(gain_db), ceiling_dbtp)
        short_lu = target_lufs - done.loudness_lufs
        if not wanted_db or abs(short_lu) <= _CLOSE_ENOUGH_LU or gain_db >= most_db:
            return done
        aim_lufs += short_lu
    return done


class _Limiter:
    """Plans gain reduction on the envelope of true peaks, before any sample is touched."""

    def __init__(
        self, envelope: NDArray[np.float32], powers: NDArray[np.float64], ceiling_dbtp: float
    ) -> None:
        self.envelope_db = 20 * np.log10(np.maximum(envelope, 1e-10))
        self.powers = powers
        self.ceiling_dbtp = ceiling_dbtp

    def gain_for(self, aim_lufs: float, least_db: float, most_db: float) -> float:
        """Gain in dB, from `least_db` to `most_db`, whose limited loudness comes nearest to the aim."""
        gain_db = min(max(aim_lufs - gated_lufs(self.powers), least_db), most_db)
        for _ in range(12):
            short_lu = aim_lufs - self._estimate_lufs(gain_db)
            if abs(short_lu) < 0.01 or (short_lu > 0 and gain_db >= most_db):
                break
            gain_db = min(gain_db + short_lu, most_db)
        return gain_db

    def reduction_db(self, gain_db: float) -> NDArray[np.float32]:
        """Gain change at the middle of each hop, 0 or below: float32 [hops].

        Ahead of a peak the gain glides down over the look-ahead, afterwards it rises by a constant
        number of dB per second; the glide is a moving average, which cannot overshoot because the
        minimum was first held for as long as the average looks.
        """
        from scipy.ndimage import minimum_filter1d, uniform_filter1d

        need = np.minimum(self.ceiling_dbtp - gain_db - self.envelope_db, 0.0)
        if not len(need) or need.min() == 0.0:
            return np.zeros(len(need), dtype=np.float32)
        rise = np.arange(len(need)) * (_RELEASE_DB_PER_SECOND * _HOP_FRAMES / RATE_HZ)
        held = minimum_filter1d(need, 2 * (_LOOK_AHEAD_HOPS + 1) + 1, mode="nearest")
        held = np.minimum(np.minimum.accumulate(held - rise) + rise, 0.0)
        for _ in range(2):
            held = uniform_filter1d(held, _LOOK_AHEAD_HOPS + 1, mode="nearest")
        glide: NDArray[np.float32] = np.minimum(held, 0.0).astype(np.float32)
        return glide

    def _estimate_lufs(self, gain_db: float) -> float:
        gains = 10 ** ((self.reduction_db(gain_db) + np.float32(gain_db)) / 10)
        hops_per_step = RATE_HZ / 10 / _HOP_FRAMES
        edges = np.rint(np.arange(len(self.powers)) * hops_per_step).astype(int)
        if not len(edges):
            return SILENT_LUFS
        counts = np.diff(np.append(edges, round(len(self.powers) * hops_per_step)))
        sums = np.add.reduceat(gains[: edges[0] + counts.sum()], edges)
        return gated_lufs(self.powers * sums / counts)


def _finish(
    samples: Samples, gain_db: float, reduction_db: NDArray[np.float32], ceiling_dbtp: float
) -> Mastered:
    """Apply the gains, measure, and trim the last hundredths of a dB if a peak still stands out."""
    out = _apply(samples, gain_db, reduction_db)
    peak_dbtp = true_peak_dbtp(out)
    if peak_dbtp > ceiling_dbtp:
        trim_db = ceiling_dbtp - _SAFETY_DB / 2 - peak_dbtp
        out *= np.float32(gain_from_db(trim_db))
        gain_db += trim_db
        peak_dbtp = true_peak_dbtp(out)
    limited_db = abs(float(reduction_db.min(initial=0.0)))
    return Mastered(out, gain_db, limited_db, integrated_lufs(out), peak_dbtp)


def _apply(samples: Samples, gain_db: float, reduction_db: NDArray[np.float32]) -> Samples:
    gain = np.float32(gain_from_db(gain_db))
    if not reduction_db.any():
        return samples * gain
    out = np.empty_like(samples)
    middles = (np.arange(len(reduction_db)) + 0.5) * _HOP_FRAMES
    for start in range(0, samples.shape[1], _BLOCK_FRAMES):
        stop = min(start + _BLOCK_FRAMES, samples.shape[1])
        near = slice(max(0, start // _HOP_FRAMES - 1), stop // _HOP_FRAMES + 2)
        curve = np.interp(np.arange(start, stop) + 0.5, middles[near], 10 ** (reduction_db[near] / 20))
        np.multiply(samples[:, start:stop], gain * curve.astype(np.float32), out=out[:, start:stop])
    return out


def _finite(samples: Samples) -> Samples:
    """The samples themselves when every number is finite, else a copy with silence in their place."""
    if np.isfinite(np.sum(samples, dtype=np.float64)):
        return samples
    return np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
