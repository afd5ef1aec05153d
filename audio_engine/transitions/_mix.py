"""The sounds of a transition brought to their level and laid into a window of the remix."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from audio_engine.audio import Samples, frames, silence
from audio_engine.transitions import Sound
from audio_engine.units import gain_from_db

_LOUD_SECONDS = 0.33


def mixed(sounds: Iterable[Sound], song_db: float, start_frame: int, frame_count: int) -> Samples:
    """All sounds at their levels, float32 [2, frame_count] from `start_frame` of the remix on."""
    out = silence(frame_count)
    for sound in sounds:
        low = max(sound.start_frame, start_frame)
        high = min(sound.start_frame + sound.samples.shape[1], start_frame + frame_count)
        if high > low:
            part = sound.samples[:, low - sound.start_frame : high - sound.start_frame]
            gain = gain_from_db(song_db + sound.level_db) / max(loudest_rms(sound.samples), 1e-9)
            out[:, low - start_frame : high - start_frame] += part * np.float32(gain)
    return out


def loudest_rms(samples: Samples) -> float:
    """The RMS of the loudest third of a second of a sound."""
    power = np.mean(samples.astype(np.float64) ** 2, axis=0)
    length = min(frames(_LOUD_SECONDS), power.size)
    summed = np.concatenate(([0.0], np.cumsum(power)))
    return float(np.sqrt(np.max(summed[length:] - summed[:-length]) / length))
