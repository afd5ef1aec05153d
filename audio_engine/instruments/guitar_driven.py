"""An electric guitar through a driven amplifier."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a driven electric guitar."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.85,
        pluck_at=0.14,
        decay_seconds=2.2,
        damping=0.06,
        cutoff_hz=2_400.0,
        sweep_octaves=0.7,
        sweep_seconds=0.25,
        attack_seconds=0.003,
        release_seconds=0.07,
        voices=2,
        detune_cents=5.0,
        drive=3.0,
        level_db=-16.0,
        limit=40,
    )
