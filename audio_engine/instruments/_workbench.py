"""The workbench of the instruments: noise, envelopes and adding a sound to a track."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.units import RATE_HZ

Mono = NDArray[np.float32]
"""float32 [frames] at `RATE_HZ`."""

_CUT_FADE_FRAMES = 220


def times(frame_count: int) -> Mono:
    """The time of each frame in seconds, float32 [frame_count]."""
    return np.arange(frame_count, dtype=np.float32) / np.float32(RATE_HZ)


def decay(frame_count: int, seconds: float) -> Mono:
    """An exponential that falls to 1/e in `seconds`, starting at 1."""
    return np.asarray(np.exp(times(frame_count) * np.float32(-1.0 / seconds)), dtype=np.float32)


def add(track: NDArray[np.float32], sound: NDArray[np.float32], start_frame: int, gain: float) -> None:
    """Add `sound` [channels, n] to `track` [channels, frames] in place, from `start_frame` on.

    What would ring past the end of the track is cut with a fade of 5 ms.
    """
    if start_frame < 0:
        sound, start_frame = sound[:, -start_frame:], 0
    room = track.shape[1] - start_frame
    if room <= 0 or sound.shape[1] == 0:
        return
    if sound.shape[1] > room:
        sound = sound[:, :room].copy()
        fade_out(sound, _CUT_FADE_FRAMES)
    track[:, start_frame : start_frame + sound.shape[1]] += sound * np.float32(gain)


def fade_in(sound: NDArray[np.float32], frame_count: int) -> None:
    """Raise the first frames from silence in place, along a half cosine (last axis is time)."""
    count = min(frame_count, sound.shape[-1])
    if count > 0:
        sound[..., :count] *= _rise(count)


def fade_out(sound: NDArray[np.float32], frame_count: int) -> None:
    """Lower the last frames to silence in place, along a half cosine (last axis is time)."""
    count = min(frame_count, sound.shape[-1])
    if count > 0:
        sound[..., -count:] *= _rise(count)[::-1]


def _rise(count: int) -> Mono:
    angle = np.arange(count, dtype=np.float32) * np.float32(np.pi / count)
    return np.asarray(0.5 - 0.5 * np.cos(angle), dtype=np.float32)


def band_noise(
    rng: np.random.Generator, frame_count: int, low_hz: float, high_hz: float, roughness: float = 0.0
) -> Mono:
    """Noise between two frequencies (12 dB per octave edges), RMS 1.

    roughness: 0 is smooth noise; towards 1.5 single frequencies stand out, as in metal.
    """
    size = 1 << max(8, (frame_count - 1).bit_length())
    spectrum = np.fft.rfft(rng.standard_normal(size, dtype=np.float32))
    bins = np.fft.rfftfreq(size, 1.0 / RATE_HZ).astype(np.float32)
    bins[0] = bins[1]
    shape = 1.0 / (1.0 + (low_hz / bins) ** 2) / (1.0 + (bins / high_hz) ** 4) ** 0.5
    if roughness > 0.0:
        shape = shape * np.exp(roughness * rng.standard_normal(bins.size, dtype=np.float32))
    noise = np.fft.irfft(spectrum * shape, size)[:frame_count]
    level: float = float(np.sqrt(np.mean(np.square(noise)) + 1e-20))
    return np.asarray(noise / level, dtype=np.float32)


def placed(mono: Mono, pan: float) -> NDArray[np.float32]:
    """Stereo [2, frames] of a mono sound by constant power; pan -1.0 is left, 1.0 right."""
    angle = (pan + 1.0) * np.pi / 4.0
    gains = np.array([[np.cos(angle)], [np.sin(angle)]], dtype=np.float32) * np.float32(2**0.5)
    return gains * mono[None, :]
