"""Any number of channels folded to stereo."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples

_HALF_POWER = math.sqrt(0.5)
_PLACES: dict[str, tuple[float, float]] = {
    "FL": (1.0, 0.0),
    "FR": (0.0, 1.0),
    "FC": (_HALF_POWER, _HALF_POWER),
    "LFE": (0.0, 0.0),
    "BL": (_HALF_POWER, 0.0),
    "SL": (_HALF_POWER, 0.0),
    "BR": (0.0, _HALF_POWER),
    "SR": (0.0, _HALF_POWER),
    "BC": (0.5, 0.5),
}
WAV_ORDER: dict[int, str] = {
    1: "FC",
    2: "FL FR",
    3: "FL FR FC",
    4: "FL FR BL BR",
    5: "FL FR FC BL BR",
    6: "FL FR FC LFE BL BR",
    7: "FL FR FC LFE BC SL SR",
    8: "FL FR FC LFE BL BR SL SR",
}
VORBIS_ORDER: dict[int, str] = WAV_ORDER | {
    3: "FL FC FR",
    5: "FL FC FR BL BR",
    6: "FL FC FR BL BR LFE",
    7: "FL FC FR SL SR BC LFE",
    8: "FL FC FR SL SR BL BR LFE",
}


def speakers_in(order: dict[int, str], channels: int) -> tuple[str, ...]:
    """The speakers of that many channels in a format's order; numbers where it defines none."""
    return tuple(order[channels].split()) if channels in order else tuple(map(str, range(channels)))


def fold_matrix(speakers: tuple[str, ...]) -> NDArray[np.float32]:
    """Gains [2, channels]: surround by ITU-R BS.775 (centre and surrounds at -3 dB, no LFE).

    Mono goes to both sides alike. Channels without known places go to the left and the right in turn,
    each side divided by how many it gets.
    """
    if len(speakers) == 1:
        return np.ones((2, 1), dtype=np.float32)
    if all(speaker in _PLACES for speaker in speakers):
        return np.array([_PLACES[speaker] for speaker in speakers], dtype=np.float32).T
    gains = np.zeros((2, len(speakers)), dtype=np.float32)
    gains[0, 0::2], gains[1, 1::2] = 1.0, 1.0
    gains /= gains.sum(axis=1, keepdims=True)
    return gains


def folded(block: Samples, gains: NDArray[np.float32]) -> Samples:
    """A block [channels, frames] as stereo [2, frames]; stereo passes untouched."""
    if gains.shape[1] == 1:
        return np.repeat(block, 2, axis=0)
    return block if np.array_equal(gains, np.eye(2)) else gains @ block
