"""Crowd: people clapping and murmuring around the music; moves the noise floor."""

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

CLAPS_PER_SECOND = 45.0
CLAP_SECONDS = 0.03


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, with a crowd at an RMS of noise_db (dBFS) around it."""
    return laid_under(samples, rate_hz, knobs["noise_db"], beat, _crowd)


def _crowd(dice: np.random.Generator, rate_hz: int) -> Samples:
    """A murmur where voices are, and single claps over it."""
    murmur = coloured(dice, rate_hz, lambda hz: band(hz, 250.0, 1_100.0))
    claps = scattered(dice, rate_hz, CLAPS_PER_SECOND, _clap)
    return murmur / np.float32(np.std(murmur)) + claps * np.float32(1.5)


def _clap(dice: np.random.Generator, rate_hz: int) -> Samples:
    """A burst of noise around the pitch of two hands."""
    seconds = np.arange(int(CLAP_SECONDS * rate_hz)) / rate_hz
    carrier = np.sin(2.0 * np.pi * dice.uniform(900.0, 2_200.0) * seconds + dice.uniform(0.0, 6.28))
    burst = carrier * dice.standard_normal(seconds.size) * np.exp(-seconds * 220.0)
    return (dice.exponential() * burst)[None].astype(np.float32)
