"""A string section that bites: short strokes off the string."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on short strings."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        cutoff_hz=3_600.0,
        sweep_octaves=0.6,
        sweep_seconds=0.08,
        touch_octaves=1.3,
        decay_seconds=0.3,
        attack_seconds=0.014,
        release_seconds=0.09,
        voices=4,
        detune_cents=9.0,
        knock=0.05,
        knock_hz=(1_500.0, 6_000.0),
        level_db=-13.0,
        limit=40,
    )
