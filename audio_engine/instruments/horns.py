"""French horns: round, far back, slow to speak."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on French horns."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.35,
        cutoff_hz=1_100.0,
        sweep_octaves=-1.0,
        sweep_seconds=0.09,
        touch_octaves=1.4,
        attack_seconds=0.06,
        release_seconds=0.18,
        voices=3,
        detune_cents=5.0,
        vibrato_cents=3.0,
        level_db=-8.0,
        limit=32,
    )
