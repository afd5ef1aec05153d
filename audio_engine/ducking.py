"""Ducking: one sound made quieter while another sounds, gently and in time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples
from audio_engine.plan import Duck
from audio_engine.units import RATE_HZ

HOP_FRAMES = 256
SILENT_LU, FULL_LU = -30.0, -18.0
"""A side chain counts from 30 dB below the song's loudness on, and in full from 18 dB below it."""
LOOK_AHEAD_SECONDS = 0.02
HOLD_SECONDS = 0.12
RELEASE_SECONDS = 0.35
REACH_SECONDS = HOLD_SECONDS + RELEASE_SECONDS + 4 * LOOK_AHEAD_SECONDS
"""How far back and ahead the gain at one moment depends on the side chain."""

GENTLE_DB = 2.5
"""How far new keys, pads and leads go down under a voice where the plan says nothing of it."""
MELODIC = ("keys", "pad", "lead")
"""What lies where voices lie; a beat or a bass line that gave way to the voice would limp."""


def ducks(steps: Sequence[object]) -> tuple[Duck, ...]:
    """What the plan ducks by itself."""
    return tuple(step for step in steps if isinstance(step, Duck))


def ducks_of_layer(role: str, asked: Sequence[Duck]) -> tuple[Duck, ...]:
    """What ducks a new part: what the plan says of layers, else the vocals, gently, where they meet."""
    of_layers = tuple(duck for duck in asked if not duck.where.stems)
    if of_layers or role not in MELODIC:
        return of_layers
    return (Duck(by=("vocals",), depth_db=GENTLE_DB),)


class Sidechain:
    """How much each stem sounds in a window: 0.0 for silence to 1.0 for present, a value for each hop."""

    def __init__(self, song_lufs: float, frame_count: int) -> None:
        self._song_lufs = song_lufs
        self._frame_count = frame_count
        self._activity: dict[str, NDArray[np.float64]] = {}

    def hear(self, stem: str, sound: Samples) -> None:
        """Take in a stem [channels, frames] as it is heard."""
        count = -(-self._frame_count // HOP_FRAMES)
        power = np.zeros(count * HOP_FRAMES)
        power[: sound.shape[1]] = np.square(sound, dtype=np.float64).mean(axis=0)
        level_db = 10 * np.log10(np.maximum(power.reshape(count, HOP_FRAMES).mean(axis=1), 1e-20))
        over = level_db - (self._song_lufs + SILENT_LU)
        self._activity[stem] = np.clip(over / (FULL_LU - SILENT_LU), 0.0, 1.0)

    def gain(self, by: Sequence[str], depth_db: float) -> Samples | None:
        """The gain [frames] of what is ducked by those stems; None where none of them sounds."""
        heard = [self._activity[stem] for stem in by if stem in self._activity]
        if not heard or not any(activity.any() for activity in heard):
            return None
        glide = _glide(np.maximum.reduce(heard))
        middles = (np.arange(len(glide)) + 0.5) * HOP_FRAMES
        curve = 10 ** (-depth_db * glide / 20)
        gain: Samples = np.interp(np.arange(self._frame_count) + 0.5, middles, curve).astype(np.float32)
        return gain


def _glide(activity: NDArray[np.float64]) -> NDArray[np.float64]:
    """Down before the sound begins, held through its short gaps, and let go evenly afterwards."""
    from scipy.ndimage import maximum_filter1d, uniform_filter1d

    hops_per_second = RATE_HZ / HOP_FRAMES
    ahead = max(round(LOOK_AHEAD_SECONDS * hops_per_second), 1)
    hold = round(HOLD_SECONDS * hops_per_second)
    # The filter looks `ahead` hops forward, twice, for the average below looks as far back, and holds back.
    width = hold + 2 * ahead + 1
    held = maximum_filter1d(activity, width, origin=(width - 1) // 2 - 2 * ahead, mode="nearest")
    fall = np.arange(len(held)) / (RELEASE_SECONDS * hops_per_second)
    held = np.maximum.accumulate(held + fall) - fall
    for _ in range(2):
        held = uniform_filter1d(held, ahead, mode="nearest")
    glide: NDArray[np.float64] = np.clip(held, 0.0, 1.0)
    return glide
