"""Vocoder: the sound speaks through a synthesiser; moves its fine structure onto one held chord."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.effects import Beat, Knob, Promise
from audio_engine.effects._board import BLOCK_FRAMES, as_loud_as, blend
from audio_engine.effects._noise import hiss

KNOBS = {
    "carrier_hz": Knob(lowest=40.0, highest=440.0, subtle=110.0, medium=110.0, heavy=110.0),
    "wet_percent": Knob(lowest=0.0, highest=100.0, subtle=45.0, medium=75.0, heavy=100.0),
}
PROMISES = (Promise("likeness", -1),)
ALSO = (
    "movement", "steadiness", "width", "density", "punch", "dynamics", "roughness", "bass", "warmth",
    "brightness", "presence", "middle", "air", "space", "order", "panning",
)  # fmt: skip
TAIL_SECONDS = 0.0
LISTENS_SECONDS = 3.0

BANDS = 18
LOWEST_HZ, HIGHEST_HZ = 90.0, 12_000.0
WINDOW, HOP = 1024, 256
BATCH = 2048
BREATH = 0.15
CHORD = (1.0, 1.5, 2.0)
"""A root, its fifth and its octave: they belong to major and minor alike."""


def apply(samples: Samples, rate_hz: int, knobs: Mapping[str, float], beat: Beat) -> Samples:
    """float32 [channels, frames] in the same shape, as loud as before.

    In each of 18 bands a synthesiser that holds `carrier_hz`, its fifth and its octave follows the
    sound's level; a little noise in the carrier keeps the consonants.
    """
    start = round(beat.start_seconds * rate_hz)
    carrier = _carrier(samples.shape[1], start, rate_hz, knobs["carrier_hz"], beat.seed)
    wet = as_loud_as(samples, _spoken(samples, carrier, start % HOP, rate_hz), rate_hz)
    return as_loud_as(samples, blend(samples, wet, knobs["wet_percent"]), rate_hz)


def _spoken(samples: Samples, carrier: Samples, early: int, rate_hz: int) -> Samples:
    """The carrier with each band as strong as the sound's, by short spectra.

    early: how many frames the first window begins before the sound, so that windows lie where they
    lie in the whole remix.
    """
    total = samples.shape[1]
    edge = ((0, 0), (early + WINDOW, 2 * WINDOW))
    dry, tone = np.pad(samples, edge), np.pad(carrier, edge)
    out = np.zeros_like(dry)
    window = np.sqrt(np.hanning(WINDOW + 1)[:-1]).astype(np.float32)
    count = (dry.shape[1] - WINDOW) // HOP + 1
    bands = _bands(rate_hz)
    for first in range(0, count, BATCH):
        at = np.arange(first, min(count, first + BATCH)) * HOP
        speech, voice = (np.fft.rfft(_windows(x, at) * window).astype(np.complex64) for x in (dry, tone))
        spoken = np.fft.irfft(voice * _gain(speech, voice, bands)).astype(np.float32) * window
        for index, begin in enumerate(at):
            out[:, begin : begin + WINDOW] += spoken[:, index]
    return out[:, early + WINDOW : early + WINDOW + total]


def _windows(samples: Samples, at: NDArray[np.int64]) -> Samples:
    """Windows [channels, windows, frames] that begin at the given frames."""
    views: Samples = np.lib.stride_tricks.sliding_window_view(samples, WINDOW, axis=1)[:, at]
    return views


def _bands(rate_hz: int) -> NDArray[np.int64]:
    """For each bin the band it lies in, or 0; bands count from 1."""
    edges = np.geomspace(LOWEST_HZ, min(HIGHEST_HZ, 0.45 * rate_hz), BANDS + 1)
    found = np.searchsorted(edges, np.fft.rfftfreq(WINDOW, 1.0 / rate_hz), side="right")
    return np.where(found > BANDS, 0, found)


def _gain(
    speech: NDArray[np.complex64], voice: NDArray[np.complex64], bands: NDArray[np.int64]
) -> NDArray[np.float32]:
    """What each bin of the carrier is to be multiplied with."""
    gain = np.zeros(speech.shape, dtype=np.float32)
    for number in range(1, BANDS + 1):
        inside = bands == number
        wanted, has = ((np.abs(x[:, :, inside]) ** 2).sum(axis=2, keepdims=True) for x in (speech, voice))
        gain[:, :, inside] = np.sqrt(wanted / np.maximum(has, 1e-9))
    return gain


def _carrier(frame_count: int, start: int, rate_hz: int, hz: float, seed: int) -> Samples:
    """Saw teeth on a chord and some breath, [1, frames], in the phase they have in the remix.

    No harmonic folds back: each saw is a sum of the harmonics that the rate holds, weighed evenly
    (the bands give the colour), by the closed form of that sum.
    """
    out = hiss(1, frame_count, start, seed) * np.float32(BREATH)
    for begin in range(0, frame_count, BLOCK_FRAMES):
        at = np.arange(begin, min(frame_count, begin + BLOCK_FRAMES)) + start
        for number, ratio in enumerate(CHORD):
            # Apart in phase, so that their peaks do not fall together.
            late = number / len(CHORD) / (hz * ratio)
            out[0, begin : begin + at.size] += _pulses(hz * ratio, at / rate_hz + late, 0.45 * rate_hz)
    return out


def _pulses(hz: float, seconds: NDArray[np.float64], highest_hz: float) -> NDArray[np.float32]:
    """Harmonics 1 to N of one strength: sin((N + 1/2)x) / (2 sin(x/2)) - 1/2 with x the phase."""
    count = max(1, int(highest_hz / hz))
    turn = np.pi * (hz * seconds % 1.0)
    below = np.sin(turn)
    flat = np.abs(below) < 1e-6
    summed = np.where(flat, count + 0.5, np.sin((2 * count + 1) * turn) / (2.0 * np.where(flat, 1.0, below)))
    return np.asarray((summed - 0.5) / np.sqrt(count / 2.0), dtype=np.float32)
