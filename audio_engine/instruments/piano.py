"""A piano: struck strings whose highs die first, three to a note."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a piano."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.15,
        pluck_at=0.12,
        decay_seconds=1.5,
        damping=0.2,
        cutoff_hz=2_600.0,
        sweep_octaves=1.2,
        sweep_seconds=0.06,
        touch_octaves=1.6,
        attack_seconds=0.002,
        release_seconds=0.16,
        voices=3,
        detune_cents=1.6,
        knock=0.05,
        knock_hz=(300.0, 2_500.0),
        level_db=-9.0,
        limit=40,
    )
