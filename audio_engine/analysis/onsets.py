"""Onsets: how much new sound begins at each moment, from the flux of a log-mel spectrum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audio_engine.analysis.spectra import LISTEN_HZ, Array, magnitudes, mel_bands

HOP = 147
FRAMES_PER_SECOND = LISTEN_HZ / HOP  # 150

BANDS = 36
_LOW_BANDS = 4  # up to about 250 Hz: kick and bass
_WINDOW = 512
_LAG = 2
"""With this window and lag a peak lies within 3 ms of the attack, be it a click, a drum or a tone."""


@dataclass(frozen=True)
class Onsets:
    """Envelopes at `FRAMES_PER_SECOND`, 0 and above, float32 [frames].

    strength: all bands. low: kick and bass only. log_mel: [frames, BANDS], 0 and above, compressed.
    """

    strength: Array
    low: Array
    log_mel: Array

    @property
    def is_silent(self) -> bool:
        """Whether nothing ever begins."""
        return not bool(self.strength.any())


def find_onsets(mono: Array) -> Onsets:
    """Onset envelopes of a listening copy."""
    filters = mel_bands(_WINDOW, BANDS, 30.0, 10_000.0)
    mel = np.concatenate([chunk @ filters for chunk in magnitudes(mono, _WINDOW, HOP)])
    reference = max(float(np.percentile(mel, 99.5)), 1e-6)
    log_mel = np.log1p(mel * np.float32(1000.0 / reference))
    flux = np.zeros_like(log_mel)
    flux[_LAG:] = np.maximum(0.0, log_mel[_LAG:] - log_mel[:-_LAG])
    return Onsets(_sharpened(flux.mean(axis=1)), _sharpened(flux[:, :_LOW_BANDS].mean(axis=1)), log_mel)


def _sharpened(flux: Array) -> Array:
    """Flux above its neighbourhood, evened out between loud and quiet parts."""
    from scipy.ndimage import uniform_filter1d

    near, around = round(0.4 * FRAMES_PER_SECOND), round(5 * FRAMES_PER_SECOND)
    above = np.maximum(0.0, flux - uniform_filter1d(flux, near, mode="nearest"))
    local = np.sqrt(np.maximum(uniform_filter1d(np.square(above), around, mode="nearest"), 0.0))
    level = local + 0.5 * float(local.max(initial=0.0))
    even = np.divide(above, level, out=np.zeros_like(above), where=level > 1e-6)
    return np.asarray(even, dtype=np.float32)
