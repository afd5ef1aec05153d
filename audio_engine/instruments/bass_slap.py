"""A slapped and popped electric bass."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a slapped bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.8,
        pluck_at=0.13,
        decay_seconds=0.7,
        damping=0.16,
        cutoff_hz=2_100.0,
        sweep_octaves=1.6,
        sweep_seconds=0.035,
        touch_octaves=1.4,
        attack_seconds=0.002,
        release_seconds=0.04,
        knock=0.22,
        knock_hz=(1_200.0, 6_000.0),
        drive=0.7,
        level_db=-4.5,
        limit=48,
    )
