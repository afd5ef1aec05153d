"""Ambience: the sound of a place, drawn for the whole remix and laid under it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._noise import DRAWN_FRAMES, pieces
from audio_engine.units import gain_from_db

OWN_SOUND = True
KNOBS = {"noise_db": Knob(lowest=-80.0, highest=-24.0, subtle=-48.0, medium=-40.0, heavy=-33.0)}
PROMISES = (Promise("floor", 1),)
ALSO = (
    "brightness", "air", "presence", "middle", "warmth", "width", "space", "dynamics", "density", "roughness",
    "punch", "movement", "loudness", "bass", "steadiness",
)  # fmt: skip
"""What every place has in common: how loud it is, and that it fills what was silent."""

Draw = Callable[[np.random.Generator, int], npt.NDArray[np.float32]]
"""One piece of the place's sound, float32 [2, DRAWN_FRAMES], by the dice and the sample rate."""


def laid_under(samples: Samples, rate_hz: int, level_db: float, beat: Beat, draw: Draw) -> Samples:
    """The samples [channels, frames] with the place under them, at an RMS of level_db (dBFS)."""
    start = round(beat.start_seconds * rate_hz)
    place = np.empty(samples.shape, dtype=np.float32)
    for number, to, taken in pieces(samples.shape[1], start):
        drawn = draw(np.random.default_rng((beat.seed, number)), rate_hz)
        drawn = drawn / np.float32(max(float(np.sqrt(np.mean(np.square(drawn)))), 1e-9))
        place[:, to] = drawn[: samples.shape[0], taken]
    return samples + place * np.float32(gain_from_db(level_db))


def coloured(
    dice: np.random.Generator, rate_hz: int, shape: Callable[..., npt.NDArray[np.float64]]
) -> Samples:
    """Noise [2, DRAWN_FRAMES] whose spectrum follows shape(frequencies in Hz) in amplitude."""
    white = dice.standard_normal((2, DRAWN_FRAMES))
    gains = shape(np.maximum(np.fft.rfftfreq(DRAWN_FRAMES, 1.0 / rate_hz), 1.0))
    return np.fft.irfft(np.fft.rfft(white) * gains, n=DRAWN_FRAMES).astype(np.float32)


def band(frequencies_hz: npt.NDArray[np.float64], low_hz: float, high_hz: float) -> npt.NDArray[np.float64]:
    """A soft band: 12 dB an octave on both sides."""
    low = 1.0 / (1.0 + (low_hz / frequencies_hz) ** 2)
    high = 1.0 / (1.0 + (frequencies_hz / high_hz) ** 2)
    return low * high


def scattered(
    dice: np.random.Generator,
    rate_hz: int,
    per_second: float,
    sound: Callable[[np.random.Generator, int], Samples],
) -> Samples:
    """Single sounds [1, frames] at random moments and places between left and right, as [2, DRAWN_FRAMES]."""
    out = np.zeros((2, DRAWN_FRAMES), dtype=np.float32)
    for _ in range(int(dice.poisson(per_second * DRAWN_FRAMES / rate_hz))):
        one = sound(dice, rate_hz)[0]
        start = int(dice.integers(0, DRAWN_FRAMES - one.size))
        angle = dice.uniform(0.0, np.pi / 2)
        out[0, start : start + one.size] += one * np.float32(np.cos(angle))
        out[1, start : start + one.size] += one * np.float32(np.sin(angle))
    return out
