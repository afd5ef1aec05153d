"""A plucked double bass: woody, round and short of highs."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a double bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.5,
        pluck_at=0.3,
        decay_seconds=0.75,
        damping=0.4,
        cutoff_hz=520.0,
        sweep_octaves=1.3,
        sweep_seconds=0.03,
        attack_seconds=0.006,
        release_seconds=0.09,
        knock=0.08,
        knock_hz=(200.0, 1_200.0),
        drive=0.2,
        level_db=-3.0,
        limit=24,
    )
