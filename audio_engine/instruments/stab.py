"""A house stab: a bright chord that shuts at once."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a synthesiser stab."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.9,
        cutoff_hz=900.0,
        sweep_octaves=2.6,
        sweep_seconds=0.09,
        touch_octaves=1.2,
        resonance=1.5,
        decay_seconds=0.6,
        attack_seconds=0.003,
        release_seconds=0.07,
        voices=2,
        detune_cents=8.0,
        level_db=-17.0,
        limit=48,
    )
