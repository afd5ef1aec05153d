"""Loudness and true peak of samples, by ITU-R BS.1770-4, in blocks of bounded memory."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.progress import Progress, quiet
from audio_engine.units import RATE_HZ, db_from_gain

SILENT_LUFS = -70.0
"""The absolute gate; also the loudness of what never passes it or is shorter than one 400 ms block."""

_BLOCK_FRAMES = 1 << 19
_STAGE = "measuring"
_CONTEXT_FRAMES = 512


def integrated_lufs(samples: Samples, rate_hz: int = RATE_HZ) -> float:
    """Integrated loudness in LUFS with both gates; `SILENT_LUFS` when nothing passes them.

    samples: float32 [channels, frames]; each channel weighs 1, so the same sound on two channels
    is 3 LU louder than on one.
    """
    return gated_lufs(step_powers(samples, rate_hz))


def step_powers(samples: Samples, rate_hz: int = RATE_HZ, progress: Progress = quiet) -> NDArray[np.float64]:
    """K-weighted power of each whole 100 ms step, the channels summed: float64 [steps]."""
    from scipy.signal import sosfilt

    step = round(0.1 * rate_hz)
    sections = k_weighting(rate_hz)
    state = np.zeros((2, samples.shape[0], 2))
    block = max(1, _BLOCK_FRAMES // step) * step
    powers = []
    for start in range(0, samples.shape[1] // step * step, block):
        progress(_STAGE, start / samples.shape[1])
        part = samples[:, start : start + block]
        weighted, state = sosfilt(sections, part.astype(np.float64), axis=1, zi=state)
        steps = weighted.shape[1] // step
        squares = np.square(weighted[:, : steps * step]).reshape(len(weighted), steps, step)
        powers.append(squares.mean(axis=2).sum(axis=0))
    return np.concatenate(powers) if powers else np.zeros(0)


def gated_lufs(powers: NDArray[np.float64]) -> float:
    """Integrated loudness in LUFS of 100 ms step powers: 400 ms blocks, gates at -70 LUFS and -10 LU."""
    if len(powers) < 4:
        return SILENT_LUFS
    blocks = np.convolve(powers, np.full(4, 0.25), mode="valid")
    loud = blocks[blocks > _power(SILENT_LUFS)]
    if not len(loud):
        return SILENT_LUFS
    kept = loud[loud > 0.1 * loud.mean()]
    return _lufs(float(kept.mean()))


def true_peak_dbtp(samples: Samples, rate_hz: int = RATE_HZ, progress: Progress = quiet) -> float:
    """Highest true peak of all channels in dBTP, 4 times oversampled; -200 for silence."""
    peaks = (float(p.max()) for p in _peak_blocks(samples, 64, rate_hz, progress))
    return db_from_gain(max(peaks, default=0.0))


def peak_envelope(
    samples: Samples, hop_frames: int, rate_hz: int = RATE_HZ, progress: Progress = quiet
) -> NDArray[np.float32]:
    """True peak of each hop, as amplitude: float32 [hops], the last hop perhaps shorter than the others.

    hop_frames must divide 4096, so that hops and blocks end together.
    """
    blocks = list(_peak_blocks(samples, hop_frames, rate_hz, progress))
    return np.concatenate(blocks) if blocks else np.zeros(0, dtype=np.float32)


def _peak_blocks(
    samples: Samples, hop: int, rate_hz: int, progress: Progress
) -> Iterator[NDArray[np.float32]]:
    import soxr

    total = samples.shape[1]
    for start in range(0, total, _BLOCK_FRAMES):
        progress(_STAGE, start / total)
        stop = min(start + _BLOCK_FRAMES, total)
        before = min(start, _CONTEXT_FRAMES)
        part = samples[:, start - before : stop + _CONTEXT_FRAMES]
        hops = -(-(stop - start) // hop)
        peaks = np.zeros(hops, dtype=np.float32)
        for channel in part:
            between = np.zeros(4 * (len(channel) + hop), dtype=np.float32)
            finer = np.abs(soxr.resample(np.ascontiguousarray(channel), rate_hz, 4 * rate_hz, quality="HQ"))
            between[: len(finer)] = finer
            between[: 4 * len(channel) : 4] = np.maximum(between[: 4 * len(channel) : 4], np.abs(channel))
            inside = between[4 * before : 4 * (before + hops * hop)]
            np.maximum(peaks, inside.reshape(hops, 4 * hop).max(axis=1), out=peaks)
        yield peaks


def k_weighting(rate_hz: int) -> NDArray[np.float64]:
    """The two filters of BS.1770 at any rate, as second-order sections [2, 6].

    The standard tables 48 kHz only; these are the analogue prototypes behind the table, warped to
    `rate_hz` by the bilinear transform: a shelf of +4 dB from 1682 Hz and a high pass at 38 Hz.
    """
    shelf_hz, shelf_q, shelf_gain = 1681.974450955533, 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    pass_hz, pass_q = 38.13547087602444, 0.5003270373238773
    k = math.tan(math.pi * shelf_hz / rate_hz)
    slope = shelf_gain**0.4996667741545416
    norm = 1 + k / shelf_q + k * k
    shelf = [
        (shelf_gain + slope * k / shelf_q + k * k) / norm,
        2 * (k * k - shelf_gain) / norm,
        (shelf_gain - slope * k / shelf_q + k * k) / norm,
        1.0,
        2 * (k * k - 1) / norm,
        (1 - k / shelf_q + k * k) / norm,
    ]
    k = math.tan(math.pi * pass_hz / rate_hz)
    norm = 1 + k / pass_q + k * k
    high_pass = [1.0, -2.0, 1.0, 1.0, 2 * (k * k - 1) / norm, (1 - k / pass_q + k * k) / norm]
    return np.array([shelf, high_pass])


def _power(level_lufs: float) -> float:
    return float(10 ** ((level_lufs + 0.691) / 10))


def _lufs(power: float) -> float:
    return -0.691 + 10 * math.log10(power)
