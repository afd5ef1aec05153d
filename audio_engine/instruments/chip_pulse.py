"""A thin pulse wave, a quarter wide, from an early game computer."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a pulse wave."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        pluck_at=0.25,
        cutoff_hz=14_000.0,
        touch_octaves=0.0,
        attack_seconds=0.002,
        release_seconds=0.012,
        level_db=-17.0,
    )
