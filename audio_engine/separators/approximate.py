"""Stems by rule of thumb, without any trained model: quick, and only approximate.

Drums are what is narrow in time and wide in frequency (median filtering: FitzGerald, DAFx 2010), and low
sounds that do not last; of the rest, bass is what lies low, vocals what lies in the middle of the stereo
image and of the spectrum and does not hold still, and "other" is all that remains.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.cache import Part
from audio_engine.progress import Progress
from audio_engine.separators._base import AtWork, Mix, Options
from audio_engine.units import RATE_HZ, StemName

NOTE = "approximate stems: told apart by rules of thumb; drums and bass are usable, the rest is not clean."
_SPEED = 15.0
_SPEED_KEY = "approximate"

_WINDOW, _HOP = 4096, 1024
_TONE_FRAMES, _STEADY_FRAMES, _STEADY_STEP, _BURST_BINS, _CENTRE_FRAMES = 13, 21, 4, 31, 3
_BASS_HZ, _KICK_HZ, _VOICE_LOW_HZ, _VOICE_HIGH_HZ = 200.0, 250.0, 180.0, 8000.0
_KICK_GAIN, _MOVING_POWER = np.float32(1.3), 0.6
"""Chosen by the signal-to-distortion ratio on rendered songs of many kinds, whose stems are known."""

_CHUNK_FRAMES = 800 * _HOP
_MARGIN_FRAMES = 56 * _HOP
"""Covers the longest filter (21 of every 4th frame) and a window, so that chunks meet without a seam."""

Spectrum = NDArray[np.complex64]
Levels = NDArray[np.float32]


def opened(mix: Mix, options: Options, progress: Progress) -> AtWork:
    """This separator, ready to work on a mix; `options` has no say here and there is nothing to wait for."""
    return _AtWork(mix)


def guessed_speed(options: Options) -> tuple[str, float]:
    """The key its speed is remembered by, and its speed on one core: seconds of sound in one second."""
    return _SPEED_KEY, _SPEED


class _AtWork:
    """Blocks of 19 s, each read with a margin as long as the longest filter reaches."""

    stems: tuple[StemName, ...] = ("vocals", "drums", "bass")
    note, speed_key = NOTE, _SPEED_KEY

    def __init__(self, mix: Mix) -> None:
        self._mix = mix
        self.block_frames = _CHUNK_FRAMES
        self.identity: tuple[Part, ...] = ("approximate", _CHUNK_FRAMES)

    def block(self, index: int) -> dict[StemName, Samples]:
        """The stems of one block."""
        start, length = index * self.block_frames, self._mix.frame_count
        end, before = min(start + self.block_frames, length), min(start, _MARGIN_FRAMES)
        chunk = self._mix.read(start - before, min(start + self.block_frames + _MARGIN_FRAMES, length))
        return {name: part[:, before : before + end - start] for name, part in _parts(chunk).items()}


def _parts(chunk: Samples) -> dict[StemName, Samples]:
    spectrum = _spectrum(chunk)
    levels = np.abs(spectrum).sum(axis=0)
    tones = _median_over_time(levels, _TONE_FRAMES)
    frequency = np.fft.rfftfreq(_WINDOW, 1.0 / RATE_HZ).astype(np.float32)
    bursts = np.maximum(_median(levels, _BURST_BINS), _kicks(levels, tones, frequency))
    drums = bursts**2 / (tones**2 + bursts**2 + 1e-12)
    low = _below(_BASS_HZ, frequency)
    bass = (1.0 - drums) * low
    vocals = (1.0 - drums) * (1.0 - low) * _voice_band(frequency) * _centred(spectrum) * _moving(tones)
    masks: dict[StemName, NDArray[np.floating[Any]]] = {"drums": drums, "bass": bass, "vocals": vocals}
    return {name: _sound(spectrum * mask, chunk.shape[1]) for name, mask in masks.items()}


def _kicks(levels: Levels, tones: Levels, frequency_hz: Levels) -> Levels:
    """What comes and goes at low frequencies: a kick drum is narrow in time there, but not wide enough."""
    kicks: Levels = _KICK_GAIN * np.maximum(levels - tones, 0.0) * _below(_KICK_HZ, frequency_hz)
    return kicks


def _below(cutoff_hz: float, frequency_hz: Levels) -> Levels:
    gain: Levels = 1.0 / (1.0 + (frequency_hz / np.float32(cutoff_hz)) ** 8)
    return gain


def _voice_band(frequency_hz: Levels) -> Levels:
    """Gain of each frequency: 1 where voices are, falling to both sides."""
    low = 1.0 / (1.0 + (_VOICE_LOW_HZ / np.maximum(frequency_hz, 1.0)) ** 6)
    gain: Levels = low / (1.0 + (frequency_hz / _VOICE_HIGH_HZ) ** 6)
    return gain


def _centred(spectrum: Spectrum) -> Levels:
    """1 where both channels are alike, 0 where they are not or only one sounds; [time, frequency].

    It is how much of both channels' energy is common, over three windows.
    """
    from scipy.ndimage import uniform_filter1d

    left, right = spectrum[0], spectrum[-1]
    common = uniform_filter1d(2.0 * np.real(left * np.conj(right)), _CENTRE_FRAMES, axis=0)
    energy = uniform_filter1d(np.abs(left) ** 2 + np.abs(right) ** 2, _CENTRE_FRAMES, axis=0)
    centred: Levels = np.clip(common / (energy + 1e-12), 0.0, 1.0)
    return centred


def _moving(tones: Levels) -> Levels:
    """0 for tones that hold still over two seconds, as chords do, to 1 for those that move, as voices do."""
    sparse = _median_over_time(tones[::_STEADY_STEP], _STEADY_FRAMES)
    steady = np.repeat(sparse, _STEADY_STEP, axis=0)[: len(tones)]
    moving = 1.0 - np.minimum(steady / (tones + 1e-9), 1.0)
    return (moving**_MOVING_POWER).astype(np.float32)


def _median_over_time(levels: Levels, size: int) -> Levels:
    return _median(np.ascontiguousarray(levels.T), size).T


def _median(levels: Levels, size: int) -> Levels:
    """Running median of odd size along each row, mirrored at its ends.

    All rows go through in one line: one dimension is filtered ten times faster than two.
    """
    from scipy.ndimage import median_filter

    half = size // 2
    mirrored = np.pad(levels, ((0, 0), (half, half)), mode="symmetric")
    filtered: Levels = median_filter(mirrored.ravel(), size=size).reshape(mirrored.shape)
    return filtered[:, half:-half]


def _window() -> Levels:
    return np.hanning(_WINDOW + 1)[:-1].astype(np.float32)


def _spectrum(chunk: Samples) -> Spectrum:
    """[channels, time, frequency], the first window ending at the chunk's first frame."""
    from scipy.fft import rfft

    padded = np.pad(chunk, ((0, 0), (_WINDOW, _WINDOW + -chunk.shape[1] % _HOP)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW, axis=1)[:, ::_HOP]
    spectrum: Spectrum = rfft(windows * _window(), axis=2)
    return spectrum


def _sound(spectrum: Spectrum, length: int) -> Samples:
    """The inverse of `_spectrum`; squared Hann windows at a quarter's hop add up to 1.5."""
    from scipy.fft import irfft

    windows = irfft(spectrum, _WINDOW, axis=2) * (_window() / np.float32(1.5))
    channels, count, hops = spectrum.shape[0], spectrum.shape[1], _WINDOW // _HOP
    added = np.zeros((channels, count - 1 + hops, _HOP), dtype=np.float32)
    for hop in range(hops):
        added[:, hop : hop + count] += windows[:, :, hop * _HOP : (hop + 1) * _HOP]
    sound: Samples = added.reshape(channels, -1)[:, _WINDOW : _WINDOW + length]
    return sound
