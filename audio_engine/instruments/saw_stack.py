"""A stack of detuned saws, wide and bright."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a stack of saws."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.95,
        cutoff_hz=6_500.0,
        sweep_octaves=0.7,
        sweep_seconds=0.12,
        attack_seconds=0.006,
        release_seconds=0.12,
        voices=6,
        detune_cents=11.0,
        level_db=-14.0,
        limit=56,
    )
