"""A squelching bass: a saw under a filter that sings at its cutoff."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a squelching bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        cutoff_hz=330.0,
        sweep_octaves=2.9,
        sweep_seconds=0.11,
        touch_octaves=1.6,
        resonance=5.0,
        attack_seconds=0.003,
        release_seconds=0.03,
        drive=1.2,
        level_db=-4.0,
        limit=60,
    )
