"""A clavinet: struck strings through two pickups, nasal and short."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a clavinet."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.7,
        pluck_at=0.09,
        decay_seconds=0.4,
        damping=0.1,
        cutoff_hz=2_400.0,
        sweep_octaves=1.4,
        sweep_seconds=0.04,
        touch_octaves=1.2,
        resonance=1.6,
        attack_seconds=0.002,
        release_seconds=0.03,
        knock=0.09,
        knock_hz=(1_500.0, 5_000.0),
        drive=0.5,
        level_db=-12.0,
        limit=48,
    )
