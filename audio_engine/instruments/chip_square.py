"""A square wave from an early game computer."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a square wave."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        even=0.0,
        cutoff_hz=14_000.0,
        touch_octaves=0.0,
        attack_seconds=0.002,
        release_seconds=0.012,
        level_db=-9.0,
    )
