"""What several effects share: make-up gain, filters that keep time, and work in blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, fit

BLOCK_FRAMES = 2**20
MAKE_UP_DB = 30.0
LEAST_FRAMES = 64
SAFE_LEVEL = np.float32(1.0 / 64.0)


def loudness(samples: Samples) -> float:
    """Root mean square over all channels and frames; 0.0 for silence."""
    flat = samples.reshape(-1)
    power = sum(
        float(np.sum(np.square(flat[at : at + BLOCK_FRAMES], dtype=np.float64)))
        for at in range(0, flat.size, BLOCK_FRAMES)
    )
    return float(np.sqrt(power / flat.size)) if flat.size else 0.0


def as_loud_as(reference: Samples, samples: Samples) -> Samples:
    """`samples` brought to the RMS of `reference`, by at most `MAKE_UP_DB` up or down."""
    wanted, has = loudness(reference), loudness(samples)
    if wanted <= 0.0 or has <= 0.0:
        return samples
    most = 10.0 ** (MAKE_UP_DB / 20.0)
    return samples * np.float32(min(max(wanted / has, 1.0 / most), most))


def blend(dry: Samples, wet: Samples, wet_percent: float) -> Samples:
    """Dry and wet in equal-sum shares: 0 percent is dry alone, 100 percent wet alone."""
    share = np.float32(wet_percent / 100.0)
    return dry * (np.float32(1.0) - share) + wet * share


def played_through(plugin: Any, samples: Samples, rate_hz: int) -> Samples:
    """What a linear pedalboard plugin makes of the samples, from a fresh start, in the same shape.

    The plugins' feedback paths clip at full scale: they are played at a level far below it.
    """
    heard = np.ascontiguousarray(fit(samples, max(samples.shape[1], LEAST_FRAMES)) * SAFE_LEVEL)
    played = np.asarray(plugin(heard, rate_hz, reset=True), dtype=np.float32)
    return fit(played / SAFE_LEVEL, samples.shape[1])


def in_blocks(samples: Samples, work: Callable[[Samples], Samples], context_frames: int) -> Samples:
    """`work` over blocks, each with `context_frames` of its neighbours on both sides.

    For work that looks no further than its context this equals work on the whole, in less memory.
    """
    out = np.empty_like(samples)
    total = samples.shape[1]
    for start in range(0, total, BLOCK_FRAMES):
        end = min(total, start + BLOCK_FRAMES)
        begin = max(0, start - context_frames)
        done = work(samples[:, begin : min(total, end + context_frames)])
        out[:, start:end] = done[:, start - begin : end - begin]
    return out


def cut(samples: Samples, cutoff_hz: float, rate_hz: int, keep: Literal["lowpass", "highpass"]) -> Samples:
    """A Butterworth filter of 24 dB per octave and no delay; -6 dB at the cutoff.

    Two poles forwards and the same two backwards in time: the phase shifts cancel.
    """
    from scipy.signal import butter

    safe_hz = min(max(cutoff_hz, 5.0), 0.49 * rate_hz)
    sections = butter(2, safe_hz, keep, fs=rate_hz, output="sos")
    out = np.array(samples, dtype=np.float32)
    for channel in out:
        _filter(sections, channel)
        _filter(sections, channel[::-1])
    return out


def _filter(sections: NDArray[np.float64], line: NDArray[np.float32]) -> None:
    """Filters one channel in place, from silence, block by block."""
    from scipy.signal import sosfilt

    state = np.zeros((sections.shape[0], 2))
    for at in range(0, line.size, BLOCK_FRAMES):
        block = slice(at, at + BLOCK_FRAMES)
        line[block], state = sosfilt(sections, line[block], zi=state)


def read_at(samples: Samples, positions: NDArray[np.float64]) -> Samples:
    """The sound at fractional frame positions, by cubic Hermite interpolation; silent outside."""
    padded = np.pad(samples, ((0, 0), (2, 3)))
    held = np.clip(positions, -1.0, samples.shape[1]) + 2.0
    whole = np.floor(held).astype(np.int64)
    part = (held - whole).astype(np.float32)
    before, here, after, beyond = (padded[:, whole + k] for k in (-1, 0, 1, 2))
    slope, bend = 0.5 * (after - before), before - 2.5 * here + 2.0 * after - 0.5 * beyond
    twist = 0.5 * (beyond - before) + 1.5 * (here - after)
    read: Samples = (((twist * part + bend) * part + slope) * part + here).astype(np.float32)
    return read


def driven(samples: Samples, gain: np.float32) -> Samples:
    """tanh(gain · samples) / gain, bent at four times the sample rate so that no harmonic folds back."""

    def bend(block: Samples) -> Samples:
        import soxr

        fine = soxr.resample(block.T, 1.0, 4.0, quality="HQ")
        coarse = soxr.resample(np.tanh(fine * gain) / gain, 4.0, 1.0, quality="HQ").T
        return fit(np.asarray(coarse, dtype=np.float32), block.shape[1])

    return in_blocks(samples, bend, context_frames=1024)
