"""Onsets: how much new sound begins at each moment, from the flux of a log-mel spectrum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from audio_engine.analysis.spectra import LISTEN_HZ, Array, Spectra, mel_bands

HOP = 147
FRAMES_PER_SECOND = LISTEN_HZ / HOP  # 150

BANDS = 36
_GROUP_EDGES = (0, 4, 16, BANDS)  # kick and bass up to about 250 Hz; up to about 1.8 kHz; above
_CHUNK_FRAMES = 4096
_ENOUGH_FRAMES = 100_000
_WINDOW = 512
_LAG = 2
"""With this window and lag a peak lies within 3 ms of the attack, be it a click, a drum or a tone."""

_HARDLY = 0.05  # of flux: the ripples of a held tone


@dataclass(frozen=True)
class Onsets:
    """Envelopes at `FRAMES_PER_SECOND`, 0 and above, float32 [frames].

    strength: all bands. flux: low (kick and bass), middle and high bands apart, [frames, 3].
    log_mel: [frames, BANDS], 0 and above, compressed.
    """

    strength: Array
    flux: Array
    log_mel: Array

    @property
    def low(self) -> Array:
        """Kick and bass only."""
        return self.flux[:, 0]

    @property
    def is_silent(self) -> bool:
        """Whether nothing ever begins."""
        return not bool(self.strength.any())


class OnsetEar:
    """Hears the onsets of a listening copy that comes in blocks."""

    def __init__(self) -> None:
        self._spectra = Spectra(_WINDOW, HOP)
        self._filters = mel_bands(_WINDOW, BANDS, 30.0, 10_000.0)
        self._mel: list[Array] = []

    def take(self, block: Array) -> None:
        """Hear the next block."""
        self._mel += [chunk @ self._filters for chunk in self._spectra.take(block)]

    def heard(self) -> Onsets:
        """The onsets of all blocks; ends the hearing."""
        self._mel += [chunk @ self._filters for chunk in self._spectra.rest()]
        mel = np.empty((sum(map(len, self._mel)), BANDS), dtype=np.float32)
        filled = 0
        for part in self._mel:
            mel[filled : filled + len(part)] = part
            filled += len(part)
        self._mel.clear()
        return onsets_of(mel)


def find_onsets(blocks: Iterable[Array]) -> Onsets:
    """Onset envelopes of the blocks of a listening copy."""
    ear = OnsetEar()
    for block in blocks:
        ear.take(block)
    return ear.heard()


def onsets_of(mel: Array) -> Onsets:
    """Onset envelopes of mel spectra [frames, BANDS], which are compressed in place."""
    reference = max(float(np.percentile(mel[:: 1 + len(mel) // _ENOUGH_FRAMES], 99.5)), 1e-6)
    mel *= np.float32(1000.0 / reference)
    np.log1p(mel, out=mel)
    parts = [slice(*edges) for edges in pairwise(_GROUP_EDGES)]
    flux = np.zeros((len(mel), len(parts)), dtype=np.float32)
    strength = np.zeros(len(mel), dtype=np.float32)
    for start in range(_LAG, len(mel), _CHUNK_FRAMES):
        now = mel[start : start + _CHUNK_FRAMES]
        rise = np.maximum(0.0, now - mel[start - _LAG : start - _LAG + len(now)])
        strength[start : start + len(now)] = rise.mean(axis=1)
        for column, part in enumerate(parts):
            flux[start : start + len(now), column] = rise[:, part].mean(axis=1)
    even = np.stack([_sharpened(flux[:, column]) for column in range(len(parts))], axis=1)
    return Onsets(_sharpened(strength), even, mel)


def _sharpened(flux: Array) -> Array:
    """Flux above its neighbourhood, evened out between loud and quiet parts."""
    from scipy.ndimage import uniform_filter1d

    near, around = round(0.4 * FRAMES_PER_SECOND), round(5 * FRAMES_PER_SECOND)
    above = np.maximum(0.0, flux - uniform_filter1d(flux, near, mode="nearest"))
    local = np.sqrt(np.maximum(uniform_filter1d(np.square(above), around, mode="nearest"), 0.0))
    level = local + 0.5 * float(local.max(initial=0.0)) + _HARDLY
    even = np.divide(above, level, out=np.zeros_like(above), where=level > 1e-6)
    return np.asarray(even, dtype=np.float32)
