"""Key: the tonic and mode whose profile fits the pitch classes of the song."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from audio_engine.analysis.tones import Tones
from audio_engine.grid import Key
from audio_engine.units import TONICS, Mode

# How often each degree is heard in a key, from Albrecht and Shanahan, "The Use of Large Corpora to
# Train a New Type of Key-Finding Algorithm", Music Perception 31 (2013).
_MAJOR = (0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081)
_MINOR = (0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052)
_MODES: tuple[Mode, Mode] = ("major", "minor")
_BASS_SHARE = 0.5
_FLAT = 0.3  # deviation over mean: noise stays under 0.25, drums and bass alone reach 0.36
_NO_KEY = 0.35
_CLEAR_LEAD = 0.25


def find_key(tones: Tones) -> Key | None:
    """The key of the song with a confidence from its lead over the next; None when nothing fits."""
    heard = tones.treble.sum(axis=0) + _BASS_SHARE * tones.bass.sum(axis=0)
    if float(heard.std()) <= _FLAT * float(heard.mean()):
        return None
    fits = key_fits(heard.astype(np.float64))
    order = np.argsort(fits.ravel())[::-1]
    best, lead = float(fits.ravel()[order[0]]), float(fits.ravel()[order[0]] - fits.ravel()[order[1]])
    if best < _NO_KEY:
        return None
    mode, tonic = divmod(int(order[0]), 12)
    return Key(tonic=TONICS[tonic], mode=_MODES[mode], confidence=round(min(1.0, lead / _CLEAR_LEAD), 3))


def key_fits(heard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Correlation of pitch classes [12] with every key: [major and minor, 12 tonics], -1 to 1."""
    profiles = np.array([[np.roll(p, tonic) for tonic in range(12)] for p in (_MAJOR, _MINOR)])
    centred = profiles - profiles.mean(axis=2, keepdims=True)
    steady = heard - heard.mean()
    scale = np.linalg.norm(centred, axis=2) * max(float(np.linalg.norm(steady)), 1e-12)
    return np.asarray(centred @ steady / scale)
