"""A warm analogue pad, dark and wide."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "pad"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a warm pad."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.4,
        cutoff_hz=1_100.0,
        sweep_octaves=-0.9,
        sweep_seconds=1.2,
        attack_seconds=0.45,
        release_seconds=0.8,
        voices=4,
        detune_cents=10.0,
        vibrato_cents=4.0,
        vibrato_hz=0.7,
        level_db=-14.0,
        limit=24,
    )
