"""The sounds of transitions, synthesised here: rising and falling noise, booms and rolls of a drum."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine import instruments, notes
from audio_engine.audio import Samples, frames
from audio_engine.notes import Note
from audio_engine.units import RATE_HZ

EDGE_SECONDS = 0.006


def sweep(frame_count: int, start_hz: float, end_hz: float, seed: int) -> Samples:
    """Noise in a band, one octave wide, that glides evenly along the octaves, float32 [2, frame_count].

    Both channels have their own noise, so it stands wide. Level and edges are left to the caller.
    """
    rng = np.random.default_rng((seed, frame_count))
    share = np.arange(frame_count) / max(frame_count - 1, 1)
    centre_hz = start_hz * (end_hz / start_hz) ** share
    sides = [_gliding(rng.standard_normal(frame_count), centre_hz) for _ in range(2)]
    return np.asarray(sides, dtype=np.float32)


def _gliding(noise: NDArray[np.float64], centre_hz: NDArray[np.float64]) -> NDArray[np.float32]:
    """Noise moved to a gliding band: slow noise, ring-modulated by a gliding sine and cosine."""
    from scipy.signal import lfilter

    phase = 2 * np.pi * np.cumsum(centre_hz) / RATE_HZ
    # A band of an octave around f is f * 0.35 wide to either side of it.
    width = 1.0 - np.exp(-2 * np.pi * 0.35 * float(np.sqrt(centre_hz[0] * centre_hz[-1])) / RATE_HZ)
    slow = lfilter([width], [1.0, width - 1.0], noise)
    quadrature = lfilter([width], [1.0, width - 1.0], np.roll(noise, noise.size // 2))
    gliding = slow * np.cos(phase) + quadrature * np.sin(phase)
    return np.asarray(gliding / max(float(np.abs(gliding).max()), 1e-9), dtype=np.float32)


def swell(frame_count: int, power: float = 2.0) -> NDArray[np.float32]:
    """A gain that rises from 0.0 to 1.0 over the frames, slowly first."""
    rise = (np.arange(frame_count) / max(frame_count - 1, 1)) ** power
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
    low = np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ) * np.exp(-t / (seconds / 4))
    rng = np.random.default_rng((seed, 11))
    burst = rng.standard_normal((2, count)) * np.exp(-t / (seconds / 10))
    smooth = np.apply_along_axis(lambda x: np.convolve(x, np.full(5, 0.2), "same"), 1, burst)
    sound = (low[None, :] + 0.28 * smooth).astype(np.float32)
    ramp = np.minimum(np.arange(count) / 44.0, 1.0) * np.minimum(np.arange(count)[::-1] / 4410.0, 1.0)
    return np.asarray(sound * ramp, dtype=np.float32)


def drummed(hits: Sequence[tuple[int, int, float]], start_frame: int, frame_count: int, seed: int) -> Samples:
    """Hits (frame of the remix, drum, velocity) on the electronic kit, [2, frame_count] from a frame on."""
    score = [Note((at - start_frame) / RATE_HZ, 0.25, float(drum), velocity) for at, drum, velocity in hits]
    sound: Samples = instruments.SHELF.take("kit-electronic").play(score, frame_count, seed)
    return sound


def roll(beat_frames: Sequence[int]) -> list[tuple[int, int, float]]:
    """A snare roll over beats: quarters, eighths, sixteenths and twice as fast again, ever louder."""
    hits = []
    beats = len(beat_frames) - 1
    for index in range(beats):
        per_beat = (1, 2, 4, 8)[min(4 * index // beats, 3)]
        apart = (beat_frames[index + 1] - beat_frames[index]) / per_beat
        for part in range(per_beat):
            grown = (index + part / per_beat) / beats
            hits.append((round(beat_frames[index] + part * apart), notes.SNARE, 0.35 + 0.6 * grown))
    return hits
