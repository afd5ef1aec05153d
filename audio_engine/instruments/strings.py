"""A string section, bowed."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "pad"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a string section."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.05,
        cutoff_hz=4_200.0,
        attack_seconds=0.14,
        release_seconds=0.28,
        voices=4,
        detune_cents=11.0,
        vibrato_cents=9.0,
        vibrato_hz=5.4,
        level_db=-14.0,
        limit=40,
    )
