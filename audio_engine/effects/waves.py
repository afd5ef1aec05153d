"""Waves: the sea under the music, swelling and falling back; moves the noise floor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from audio_engine.audio import Samples
from audio_engine.effects import Beat
from audio_engine.effects._ambience import ALSO, KNOBS, OWN_SOUND, PROMISES, band, coloured, laid_under

__all__ = ["ALSO", "KNOBS", "LISTENS_SECONDS", "OWN_SOUND", "PROMISES", "TAIL_SECONDS", "apply"]

TAIL_SECONDS = 0.0
LISTENS_SECONDS = 0.0

WAVE_SECONDS = 7.0
LULL = 0.25


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, with the sea under it.

    noise_db: RMS of the sea at the top of a wave, in dBFS; a wave comes every seven seconds.
    """
    still = laid_under(np.zeros_like(samples), rate_hz, knobs["noise_db"], beat, _sea)
    seconds = beat.start_seconds + np.arange(samples.shape[1]) / rate_hz
    swell = 0.5 - 0.5 * np.cos(2.0 * np.pi * seconds / WAVE_SECONDS)
    return samples + still * (LULL + (1.0 - LULL) * swell**2).astype(np.float32)


def _sea(dice: np.random.Generator, rate_hz: int) -> Samples:
    return coloured(dice, rate_hz, lambda hz: band(hz, 120.0, 1_800.0))
