"""A flute, breathy at its attack."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a flute."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.7), Partial(2, 0.26), Partial(3, 0.12), Partial(4, 0.04)),
        cutoff_hz=5_000.0,
        sweep_octaves=0.6,
        sweep_seconds=0.15,
        attack_seconds=0.04,
        release_seconds=0.1,
        vibrato_cents=11.0,
        vibrato_hz=5.0,
        knock=0.14,
        knock_hz=(1_500.0, 7_000.0),
        level_db=-8.0,
    )
