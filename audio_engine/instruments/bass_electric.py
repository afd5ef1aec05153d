"""A fingered electric bass."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on an electric bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.1,
        pluck_at=0.21,
        decay_seconds=1.6,
        damping=0.22,
        cutoff_hz=1_300.0,
        sweep_octaves=0.8,
        sweep_seconds=0.05,
        attack_seconds=0.003,
        release_seconds=0.06,
        knock=0.05,
        knock_hz=(300.0, 2_000.0),
        drive=0.5,
        level_db=-5.0,
        limit=40,
    )
