"""A singing synthesiser lead."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a synthesiser lead."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        even=0.55,
        cutoff_hz=2_700.0,
        sweep_octaves=0.8,
        sweep_seconds=0.18,
        attack_seconds=0.012,
        release_seconds=0.1,
        voices=2,
        detune_cents=6.0,
        vibrato_cents=14.0,
        drive=0.4,
        level_db=-13.0,
        limit=48,
    )
