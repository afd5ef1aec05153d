"""A soft, wide pad that swells."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "pad"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a soft pad."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.25,
        cutoff_hz=2_200.0,
        sweep_octaves=-1.2,
        sweep_seconds=0.8,
        attack_seconds=0.35,
        release_seconds=0.6,
        voices=4,
        detune_cents=9.0,
        level_db=-14.0,
        limit=32,
    )
