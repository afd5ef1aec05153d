"""A nylon-string guitar, plucked with the fingers."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a nylon-string guitar."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.35,
        pluck_at=0.28,
        decay_seconds=0.75,
        damping=0.25,
        cutoff_hz=2_300.0,
        sweep_octaves=0.8,
        sweep_seconds=0.04,
        touch_octaves=1.2,
        attack_seconds=0.003,
        release_seconds=0.09,
        voices=2,
        detune_cents=1.5,
        knock=0.06,
        knock_hz=(250.0, 1_800.0),
        level_db=-12.0,
        limit=32,
    )
