"""A clean electric guitar, muted by the hand: scratch and skank."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a clean electric guitar."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.85,
        pluck_at=0.11,
        decay_seconds=0.5,
        damping=0.12,
        cutoff_hz=3_400.0,
        sweep_octaves=0.8,
        sweep_seconds=0.03,
        touch_octaves=1.2,
        attack_seconds=0.002,
        release_seconds=0.04,
        voices=2,
        detune_cents=3.0,
        knock=0.09,
        knock_hz=(1_800.0, 7_000.0),
        level_db=-14.0,
        limit=44,
    )
