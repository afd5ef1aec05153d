"""A choir on an open vowel: many voices, no words, two resonances of the mouth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audio_engine.audio import Samples, frames
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.instruments._workbench import fade_out
from audio_engine.notes import Note
from audio_engine.units import RATE_HZ

KIND = "pad"

_FORMANTS_HZ = ((700.0, 130.0, 1.0), (1_120.0, 160.0, 0.6), (2_500.0, 300.0, 0.2))
"""Centre, width and level of what an open mouth lets through."""

_CUT_SECONDS = 0.005


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a choir."""
    return _through_mouth(play_patch(_patch(), notes, frame_count, seed))


def _through_mouth(sound: Samples) -> Samples:
    from scipy.signal import lfilter

    dry = np.float32(0.18) * sound
    for centre_hz, width_hz, level in _FORMANTS_HZ:
        turn = 2.0 * np.pi * centre_hz / RATE_HZ
        narrow = np.sin(turn) * width_hz / (2.0 * centre_hz)
        over = [narrow, 0.0, -narrow]
        under = [1.0 + narrow, -2.0 * np.cos(turn), 1.0 - narrow]
        dry += np.float32(3.0 * level) * lfilter(over, under, sound, axis=1).astype(np.float32)
    fade_out(dry, frames(_CUT_SECONDS))
    return np.asarray(dry, dtype=np.float32)


def _patch() -> Patch:
    return Patch(
        slope=0.9,
        cutoff_hz=3_200.0,
        attack_seconds=0.22,
        release_seconds=0.5,
        voices=6,
        detune_cents=9.0,
        vibrato_cents=7.0,
        vibrato_hz=4.9,
        level_db=-18.0,
        limit=36,
    )
