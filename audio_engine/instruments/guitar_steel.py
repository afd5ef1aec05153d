"""A steel-string acoustic guitar, strummed or picked."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a steel-string guitar."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.75,
        pluck_at=0.17,
        decay_seconds=1.1,
        damping=0.13,
        cutoff_hz=5_200.0,
        sweep_octaves=1.0,
        sweep_seconds=0.04,
        attack_seconds=0.002,
        release_seconds=0.12,
        voices=2,
        detune_cents=2.5,
        knock=0.08,
        knock_hz=(1_500.0, 7_000.0),
        level_db=-10.0,
        limit=48,
    )
