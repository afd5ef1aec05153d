"""A bright, short synthesiser pluck."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a synthesiser pluck."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.9,
        decay_seconds=0.55,
        damping=0.08,
        cutoff_hz=2_600.0,
        sweep_octaves=2.4,
        sweep_seconds=0.07,
        attack_seconds=0.002,
        release_seconds=0.12,
        voices=2,
        detune_cents=6.0,
        level_db=-10.0,
        limit=48,
    )
