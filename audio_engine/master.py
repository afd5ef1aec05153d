"""Mastering: one gain to a loudness, then a true-peak limiter where it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine import paged
from audio_engine.analysis.loudness import (
    SILENT_LUFS,
    gated_lufs,
    peak_envelope,
    step_powers,
    true_peak_dbtp,
)
from audio_engine.audio import Samples
from audio_engine.progress import Progress, part_of, quiet
from audio_engine.units import RATE_HZ, db_from_gain, gain_from_db

MOST_LIMITING_DB = 12.0
"""Deeper limiting is heard as pumping; beyond it the master stays quieter than it was asked to be."""

_HOP_FRAMES = 8
_LOOK_AHEAD_HOPS = 30  # 5.4 ms at 44.1 kHz: longer than the attack of a drum, shorter than an echo
_RELEASE_DB_PER_SECOND = 60.0
_GOAL_LU = 0.05
_CLOSE_ENOUGH_LU = 0.1
_SAFETY_DB = 0.1  # meters that oversample otherwise read up to this much more
_BLOCK_HOPS = 1 << 18
_CONTEXT_HOPS = 2048  # 0.37 s: longer than the deepest reduction takes to be let go
_STAGE = "mastering"


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


def master(
    samples: Samples, target_lufs: float, ceiling_dbtp: float = -1.0, progress: Progress = quiet
) -> Mastered:
    """Bring samples [channels, frames] to a loudness, with no true peak above the ceiling.

    What needs neither gain nor limiting comes back bit for bit, and silence stays silence. Material
    whose peaks would have to be limited by more than `MOST_LIMITING_DB` stays quieter than the target;
    `loudness_lufs` then says how loud it became. Numbers that are not finite become silence. Works
    through the samples in blocks: what lies on disk stays there.
    """
    samples = _finite(samples)
    envelope = peak_envelope(samples, _HOP_FRAMES, progress=part_of(progress, _STAGE, 0.0, 0.3))
    peak_dbtp = db_from_gain(float(envelope.max(initial=0.0)))
    powers = step_powers(samples, progress=part_of(progress, _STAGE, 0.3, 0.4))
    loudness_lufs = gated_lufs(powers)
    wanted_db = target_lufs - loudness_lufs if loudness_lufs > SILENT_LUFS else 0.0
    if abs(wanted_db) < _GOAL_LU and peak_dbtp <= ceiling_dbtp:
        return Mastered(samples, 0.0, 0.0, loudness_lufs, peak_dbtp)
    limiter = _Limiter(envelope, powers, ceiling_dbtp - _SAFETY_DB)
    most_db = ceiling_dbtp - peak_dbtp + MOST_LIMITING_DB
    aim_lufs, room = target_lufs, paged.empty_like(samples)
    for attempt in range(3):
        report = part_of(progress, _STAGE, 0.4 + 0.2 * attempt, 0.6 + 0.2 * attempt)
        gain_db = limiter.gain_for(aim_lufs, min(wanted_db, 0.0), most_db) if wanted_db else 0.0
        done = _finish(samples, gain_db, limiter, ceiling_dbtp, room, report)
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

    def reductions(self, gain_db: float) -> Iterator[tuple[slice, int, NDArray[np.float32]]]:
        """Gain change at the middle of each hop, 0 or below, block by block: the hops of the block, and
        float32 [hops] of it and its neighbours with the hop where they begin.

        What a block needs of its neighbours lies within the look-ahead before a peak and the time that
        the deepest reduction is let go in after it.
        """
        for block in paged.blocks(len(self.envelope_db), _BLOCK_HOPS):
            begin = max(block.start - _CONTEXT_HOPS, 0)
            near = self.envelope_db[begin : block.stop + _CONTEXT_HOPS]
            yield block, begin, self._glide(near, gain_db)

    def _glide(self, envelope_db: NDArray[np.float32], gain_db: float) -> NDArray[np.float32]:
        """Ahead of a peak the gain glides down over the look-ahead, afterwards it rises by a constant
        number of dB per second; the glide is a moving average, which cannot overshoot because the
        minimum was first held for as long as the average looks.
        """
        from scipy.ndimage import minimum_filter1d, uniform_filter1d

        need = np.minimum(np.float32(self.ceiling_dbtp - gain_db) - envelope_db, np.float32(0.0))
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
        """Loudness after the gain and its limiting, from the powers of the steps before."""
        hops_per_step = RATE_HZ / 10 / _HOP_FRAMES
        steps = len(self.powers)
        sums, counts = np.zeros(steps + 1), np.zeros(steps + 1)
        for block, begin, glide in self.reductions(gain_db):
            gains = 10 ** ((glide[block.start - begin : block.stop - begin] + np.float32(gain_db)) / 10)
            step = np.minimum((np.arange(block.start, block.stop) / hops_per_step).astype(int), steps)
            sums += np.bincount(step, gains, steps + 1)
            counts += np.bincount(step, minlength=steps + 1)
        return gated_lufs(self.powers * (sums / np.maximum(counts, 1))[:steps])


def _finish(
    samples: Samples, gain_db: float, limiter: _Limiter, ceiling_dbtp: float, room: Samples, report: Progress
) -> Mastered:
    """Apply the gains, measure, and trim the last hundredths of a dB if a peak still stands out."""
    limited_db = _apply(samples, gain_db, limiter, room)
    peak_dbtp = true_peak_dbtp(room, progress=part_of(report, _STAGE, 0.2, 0.7))
    if peak_dbtp > ceiling_dbtp:
        trim_db = ceiling_dbtp - _SAFETY_DB / 2 - peak_dbtp
        for block in paged.blocks(room.shape[1]):
            room[:, block] *= np.float32(gain_from_db(trim_db))
        gain_db += trim_db
        peak_dbtp = true_peak_dbtp(room, progress=part_of(report, _STAGE, 0.7, 0.9))
    loudness_lufs = gated_lufs(step_powers(room, progress=part_of(report, _STAGE, 0.9, 1.0)))
    return Mastered(room, gain_db, limited_db, loudness_lufs, peak_dbtp)


def _apply(samples: Samples, gain_db: float, limiter: _Limiter, room: Samples) -> float:
    """Write the samples with their gains into `room`; the deepest reduction, in dB."""
    gain, deepest_db = np.float32(gain_from_db(gain_db)), 0.0
    for hops, begin, glide in limiter.reductions(gain_db):
        block = slice(hops.start * _HOP_FRAMES, min(hops.stop * _HOP_FRAMES, samples.shape[1]))
        near = slice(max(hops.start - 1, 0) - begin, hops.stop + 1 - begin)
        if not glide[near].any():
            np.multiply(samples[:, block], gain, out=room[:, block])
            continue
        deepest_db = max(deepest_db, -float(glide[near].min()))
        middles = (np.arange(begin, begin + len(glide))[near] + 0.5) * _HOP_FRAMES
        at = np.arange(block.start, block.stop) + 0.5
        curve = np.interp(at, middles, 10 ** (glide[near] / 20)).astype(np.float32)
        np.multiply(samples[:, block], gain * curve, out=room[:, block])
    return deepest_db


def _finite(samples: Samples) -> Samples:
    """The samples themselves when every number is finite, else a copy with silence in their place."""
    sums = (np.sum(samples[:, block], dtype=np.float64) for block in paged.blocks(samples.shape[1]))
    if all(np.isfinite(total) for total in sums):
        return samples
    room = paged.empty_like(samples)
    for block in paged.blocks(samples.shape[1]):
        room[:, block] = np.nan_to_num(samples[:, block], nan=0.0, posinf=0.0, neginf=0.0)
    return room
