"""Reverse-in: a cymbal played backwards swells into a part."""

from __future__ import annotations

import numpy as np

from audio_engine import notes
from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import drummed, edged


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """The swell fills the last bar and stops where the part begins."""
    start, end = before.bars[-1].start_frame, before.end_frame
    crash = drummed([(0, notes.CRASH, 0.9)], seed, -4.0).samples[:, : end - start]
    backwards = np.zeros((2, end - start), dtype=np.float32)
    backwards[:, end - start - crash.shape[1] :] = crash[:, ::-1]
    return (Sound(start, edged(backwards), -4.0),)
