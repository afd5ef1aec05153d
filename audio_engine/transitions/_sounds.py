"""The sounds of transitions, synthesised here: rising and falling noise, booms and rolls of a drum."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine import instruments, notes
from audio_engine.arrangement.approaches import Approach
from audio_engine.audio import Samples, frames
from audio_engine.notes import Note
from audio_engine.transitions import Sound
from audio_engine.units import RATE_HZ

EDGE_SECONDS = 0.006
RING_SECONDS, BOOM_SECONDS = 2.0, 2.2
KIT = "kit-electronic"


def risen(before: Approach, seed: int, level_db: float) -> Sound:
    """Noise that rises over all bars of an approach."""
    count = before.end_frame - before.start_frame
    return Sound(before.start_frame, sweep(count, 300.0, 7_000.0, seed) * swell(count), level_db)


def struck(before: Approach, seed: int) -> Sound:
    """A boom where the part begins."""
    return Sound(before.end_frame, boom(BOOM_SECONDS, seed), -1.0)


def rolled(before: Approach, seed: int, level_db: float) -> Sound:
    """A snare roll over all bars of an approach: each quarter of it twice as fast, and ever louder."""
    beats = list(pairwise(before.beat_frames))
    hits = []
    for index, (start, end) in enumerate(beats):
        per_beat = (1, 2, 4, 8)[min(4 * index // len(beats), 3)]
        for part in range(per_beat):
            grown = (index + part / per_beat) / len(beats)
            hits.append((start + part * (end - start) // per_beat, notes.SNARE, 0.35 + 0.6 * grown))
    return drummed(hits, seed, level_db)


def drummed(hits: Sequence[tuple[int, int, float]], seed: int, level_db: float) -> Sound:
    """Hits (frame of the remix, drum, velocity) on the electronic kit."""
    start = min(at for at, _, _ in hits)
    count = max(at for at, _, _ in hits) - start + frames(RING_SECONDS)
    score = [Note((at - start) / RATE_HZ, 0.25, float(drum), velocity) for at, drum, velocity in hits]
    return Sound(start, instruments.SHELF.take(KIT).play(score, count, seed), level_db)


def sweep(frame_count: int, start_hz: float, end_hz: float, seed: int) -> Samples:
    """Noise in a band that glides evenly along the octaves, float32 [2, frame_count], peaks at 1.0.

    Both channels have their own noise, so it stands wide. The edges are left to the caller.
    """
    rng = np.random.default_rng((seed, frame_count))
    share = np.arange(frame_count) / max(frame_count - 1, 1)
    centre_hz = start_hz * (end_hz / start_hz) ** share
    sides = [_gliding(rng.standard_normal((2, frame_count)), centre_hz) for _ in range(2)]
    return np.asarray(sides, dtype=np.float32)


def _gliding(noise: NDArray[np.float64], centre_hz: NDArray[np.float64]) -> NDArray[np.float32]:
    """Slow noise [2, frames] moved up to a gliding frequency: one part by its sine, one by its cosine."""
    from scipy.signal import lfilter

    width_hz = 0.35 * float(np.sqrt(centre_hz[0] * centre_hz[-1]))
    share = 1.0 - np.exp(-2 * np.pi * width_hz / RATE_HZ)
    slow = lfilter([share], [1.0, share - 1.0], noise, axis=1)
    phase = 2 * np.pi * np.cumsum(centre_hz) / RATE_HZ
    moved = slow[0] * np.cos(phase) + slow[1] * np.sin(phase)
    return np.asarray(moved / max(float(np.abs(moved).max()), 1e-9), dtype=np.float32)


def swell(frame_count: int) -> NDArray[np.float32]:
    """A gain that rises from 0.0 to 1.0 over the frames, slowly first, its ends faded."""
    rise = (np.arange(frame_count) / max(frame_count - 1, 1)) ** 2
    return np.asarray(edged(rise[None, :].astype(np.float32))[0])


def edged(sound: Samples) -> Samples:
    """The same sound, its first and last few milliseconds faded."""
    out = sound.copy()
    length = min(frames(EDGE_SECONDS), out.shape[1] // 2)
    ramp = (0.5 - 0.5 * np.cos(np.pi * np.arange(length) / max(length, 1))).astype(np.float32)
    out[:, :length] *= ramp
    out[:, out.shape[1] - length :] *= ramp[::-1]
    return out


def boom(seconds: float, seed: int) -> Samples:
    """An impact: a low tone that sinks and rings, under a burst of noise, float32 [2, frames]."""
    count = frames(seconds)
    t = np.arange(count) / RATE_HZ
    hz = 38.0 + 60.0 * np.exp(-t / 0.06)
    low = np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ) * np.exp(-4.0 * t / seconds)
    burst = np.random.default_rng((seed, 11)).standard_normal((2, count)) * np.exp(-10.0 * t / seconds)
    # The mean of neighbours takes the edge off the noise.
    soft = (burst + np.roll(burst, 1, axis=1) + np.roll(burst, 2, axis=1)) / 3.0
    opens, closes = np.minimum(np.arange(count) / 44.0, 1.0), np.minimum(np.arange(count)[::-1] / 4410.0, 1.0)
    return np.asarray((low + 0.28 * soft) * opens * closes, dtype=np.float32)
