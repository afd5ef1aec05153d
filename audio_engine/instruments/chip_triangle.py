"""A triangle wave from an early game computer."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a triangle wave."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=2.0,
        even=0.0,
        cutoff_hz=12_000.0,
        touch_octaves=0.2,
        attack_seconds=0.003,
        release_seconds=0.012,
        level_db=-5.0,
        limit=24,
    )
