"""Sounds with known answers, and what can be measured on them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import SHELF, Beat, settings
from audio_engine.units import RATE_HZ, Amount

BEAT = Beat(seconds=0.5, seed=1)
AMOUNTS: tuple[Amount, ...] = ("subtle", "medium", "heavy")


def tone(hz: float, seconds: float = 2.0, level: float = 0.3, channels: int = 2) -> Samples:
    wave = level * np.sin(2.0 * np.pi * hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
    return np.repeat(wave[None], channels, axis=0).astype(np.float32)


def noise(seconds: float = 2.0, level: float = 0.1, channels: int = 2, seed: int = 3) -> Samples:
    dice = np.random.default_rng(seed)
    return (level * dice.standard_normal((channels, round(seconds * RATE_HZ)))).astype(np.float32)


def pink(seconds: float = 2.0, level: float = 0.1, channels: int = 2, seed: int = 4) -> Samples:
    """Noise that falls by 3 dB per octave from 40 Hz, as music does."""
    white = noise(seconds, 1.0, channels, seed)
    hz = np.maximum(np.fft.rfftfreq(white.shape[1], 1.0 / RATE_HZ), 40.0)
    spectrum = np.fft.rfft(white) / np.sqrt(hz)
    spectrum[:, 0] = 0.0
    shaped = np.fft.irfft(spectrum, n=white.shape[1])
    return np.asarray(shaped * level / shaped.std(), dtype=np.float32)


def burst(seconds: float = 2.0, sounding_seconds: float = 0.25) -> Samples:
    sound = noise(seconds)
    sound[:, round(sounding_seconds * RATE_HZ) :] = 0.0
    return sound


def beats(seconds: float = 2.0) -> Samples:
    """Noise hits that die away, one every half second."""
    at = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (noise(seconds, 0.25) * np.exp(-(at % 0.5) / 0.06)).astype(np.float32)


def played(name: str, amount: Amount, samples: Samples, beat: Beat = BEAT, **by_hand: float) -> Samples:
    out: Samples = SHELF.take(name).apply(samples, RATE_HZ, settings(name, amount, by_hand), beat)
    return out


def at_each_amount(name: str, samples: Samples, measure: Callable[[Samples], float]) -> list[float]:
    """What is measured on the dry sound and at the three amounts."""
    return [measure(samples), *(measure(played(name, amount, samples)) for amount in AMOUNTS)]


def rising(values: list[float], by: float = 0.0) -> bool:
    return all(b - a > by for a, b in pairwise(values))


def level_db(samples: NDArray[np.floating]) -> float:
    return 10.0 * float(np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def band_db(samples: Samples, low_hz: float, high_hz: float) -> float:
    """Level of what lies between two frequencies."""
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.shape[1]))) ** 2
    hz = np.fft.rfftfreq(samples.shape[1], 1.0 / RATE_HZ)
    inside = spectrum[:, (hz >= low_hz) & (hz < high_hz)].sum()
    return 10.0 * float(np.log10(inside / samples.shape[1] ** 2 + 1e-20))


def beside_tone_db(samples: Samples, hz: float, width_hz: float) -> float:
    """Level of everything but a tone and its nearest surroundings, over the tone's."""
    beside = 10.0 ** (band_db(samples, 15.0, hz - width_hz) / 10.0)
    beside += 10.0 ** (band_db(samples, hz + width_hz, RATE_HZ / 2) / 10.0)
    return 10.0 * float(np.log10(beside)) - band_db(samples, hz - width_hz, hz + width_hz)


def shift_frames(before: Samples, after: Samples) -> int:
    """How much later the second sound is, by the peak of the cross-correlation."""
    size = 2 * before.shape[1]
    both = np.fft.rfft(after[0], size) * np.conj(np.fft.rfft(before[0], size))
    lag = int(np.argmax(np.abs(np.fft.irfft(both))))
    return lag if lag < size // 2 else lag - size
