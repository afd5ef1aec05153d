"""Panning: a sound moved to one side of the stereo picture, even in power."""

from __future__ import annotations

import numpy as np

from audio_engine.audio import Samples


def panned(sound: Samples, position: float, share: Samples | np.float32) -> Samples:
    """float32 [channels, frames] at a position from -1.0, far left, to 1.0, far right; new samples.

    share: how much of it, 0.0 to 1.0, as one number or for each frame. In the middle nothing changes,
    and a sound of one channel has no sides. At position p, with a = |p| * 90 degrees, the near side
    gets the far one times sin(a) / sqrt(2) and is turned so that equal sides keep their power; the
    far side is times cos(a).
    """
    out = sound.copy()
    if position == 0.0 or sound.shape[0] == 1:
        return out
    angle = abs(position) * np.pi / 2
    near, far = (1, 0) if position > 0 else (0, 1)
    out[far] *= 1.0 + (np.float32(np.cos(angle)) - 1.0) * share
    out[near] *= 1.0 + (np.float32(_near_gain(angle)) - 1.0) * share
    out[near] += sound[far] * np.float32(np.sin(angle) / np.sqrt(2.0)) * share
    return out


def _near_gain(angle: float) -> float:
    """What keeps the power of a sound that is alike on both sides: (n + sin/√2)² + cos² = 2."""
    return float(np.sqrt(2.0 - np.cos(angle) ** 2) - np.sin(angle) / np.sqrt(2.0))
