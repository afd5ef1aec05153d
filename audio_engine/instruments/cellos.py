"""Cellos and double basses, bowed together."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on bowed cellos and basses."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.15,
        cutoff_hz=1_500.0,
        sweep_octaves=-0.6,
        sweep_seconds=0.08,
        attack_seconds=0.05,
        release_seconds=0.16,
        voices=4,
        detune_cents=2.0,
        level_db=-12.0,
        limit=36,
    )
