"""Any open sound as the catalogue wants it: stereo blocks at 44.1 kHz, checked on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.errors import UnreadableAudio, UnusableAudio
from audio_engine.files.fold import fold_matrix, folded
from audio_engine.files.reader import OpenSound
from audio_engine.progress import Progress
from audio_engine.units import RATE_HZ, db_from_gain

_ABSURD_PEAK = 1e10
HIGHEST_PEAK_DBFS = -0.1
"""Where the peak is brought of a sound that is above full scale."""


@dataclass(frozen=True)
class Limits:
    """What may come in: length in seconds, and the peak in dBFS below which a sound is silent."""

    min_seconds: float = 1.0
    max_seconds: float = 3600.0
    silent_peak_dbfs: float = -80.0


@dataclass
class Measured:
    """What is known after the last block: frames at `RATE_HZ`, and the highest absolute sample."""

    frame_count: int = 0
    peak: float = 0.0

    def add(self, block: NDArray[np.floating[Any]]) -> None:
        """Count one more block."""
        self.frame_count += block.shape[1]
        self.peak = max(self.peak, float(np.abs(block).max(initial=0.0)))


def refuse_too_long(sound: OpenSound, limits: Limits) -> None:
    """Raise UnusableAudio when already the header promises more than the limit."""
    promised = sound.stream.promised_frames or 0
    if promised > limits.max_seconds * sound.stream.rate_hz:
        raise _too_long(sound.name, limits)


def refuse_unusable(name: str, measured: Measured, limits: Limits) -> None:
    """Raise UnusableAudio when a sound turned out too short, or silent throughout."""
    seconds = measured.frame_count / RATE_HZ
    if seconds < limits.min_seconds:
        raise UnusableAudio(
            f"{name} is only {seconds:.2f} seconds long; give at least {limits.min_seconds:g} s of sound."
        )
    if db_from_gain(measured.peak) < limits.silent_peak_dbfs:
        raise UnusableAudio(f"{name} is silent from beginning to end; give a file with sound in it.")


def gain_to_fit(peak: float) -> float:
    """The gain in dB, on a grid of 0.01 dB, that brings a peak above full scale to just below -0.1 dBFS."""
    if peak <= 1.0:
        return 0.0
    return float(np.floor(100.0 * (HIGHEST_PEAK_DBFS - db_from_gain(peak))) / 100.0)


def catalogue_blocks(sound: OpenSound, limits: Limits, progress: Progress, stage: str) -> Iterator[Samples]:
    """Stereo blocks float32 [2, frames] at `RATE_HZ`; whole-number sound at that rate stays bit-exact.

    Raises UnreadableAudio for damage and for samples that are no numbers, UnusableAudio as soon as
    more than the longest allowed sound was decoded.
    """
    import soxr

    rate_hz, gains = sound.stream.rate_hz, fold_matrix(sound.stream.speakers)
    resampler = soxr.ResampleStream(rate_hz, RATE_HZ, 2, dtype="float32", quality="VHQ")
    decoded = 0
    for block in sound.blocks():
        decoded += block.shape[1]
        if decoded > limits.max_seconds * rate_hz:
            raise _too_long(sound.name, limits)
        _refuse_no_numbers(sound.name, block)
        progress(stage, min(decoded / max(sound.stream.likely_frames or 0, decoded, 1), 1.0))
        stereo = folded(block, gains)
        yield stereo if rate_hz == RATE_HZ else _resampled(resampler, stereo, last=False)
    if rate_hz != RATE_HZ:
        yield _resampled(resampler, np.zeros((2, 0), dtype=np.float32), last=True)


def _resampled(resampler: object, block: Samples, last: bool) -> Samples:
    frames = resampler.resample_chunk(np.ascontiguousarray(block.T), last=last)  # type: ignore[attr-defined]
    return np.ascontiguousarray(frames.T)


def _refuse_no_numbers(name: str, block: Samples) -> None:
    peak = np.abs(block).max(initial=0.0)
    if not peak < _ABSURD_PEAK:
        raise UnreadableAudio(f"{name} has samples that are no numbers (NaN or infinite); export it again.")


def _too_long(name: str, limits: Limits) -> UnusableAudio:
    return UnusableAudio(
        f"{name} is longer than {limits.max_seconds / 60:g} minutes; give a shorter recording or cut it."
    )
