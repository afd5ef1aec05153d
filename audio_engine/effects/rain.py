"""Rain: falling outside the window, under the music; moves the noise floor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat
from audio_engine.effects._ambience import (
    ALSO,
    KNOBS,
    OWN_SOUND,
    PROMISES,
    band,
    coloured,
    laid_under,
    scattered,
)

__all__ = ["ALSO", "KNOBS", "LISTENS_SECONDS", "OWN_SOUND", "PROMISES", "TAIL_SECONDS", "apply"]

TAIL_SECONDS = 0.0
LISTENS_SECONDS = 0.0

DROPS_PER_SECOND = 60.0
DROP_SECONDS = 0.012


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, with rain at an RMS of noise_db (dBFS) under it."""
    return laid_under(samples, rate_hz, knobs["noise_db"], beat, _rain)


def _rain(dice: np.random.Generator, rate_hz: int) -> Samples:
    """A steady hiss, and near drops that each ring for a moment."""
    hiss = coloured(dice, rate_hz, lambda hz: band(hz, 700.0, 7_000.0))
    drops = scattered(dice, rate_hz, DROPS_PER_SECOND, _drop)
    return hiss / np.float32(np.std(hiss)) + drops * np.float32(1.6)


def _drop(dice: np.random.Generator, rate_hz: int) -> Samples:
    seconds = np.arange(int(DROP_SECONDS * rate_hz)) / rate_hz
    pitch_hz = dice.uniform(900.0, 5_000.0)
    ring = np.sin(2.0 * np.pi * pitch_hz * seconds) * np.exp(-seconds * 500.0)
    return (dice.exponential() * ring)[None].astype(np.float32)
