"""A marimba: wooden bars over tubes."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a marimba."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.85, 0.32), Partial(4, 0.2, 0.07), Partial(10, 0.06, 0.03)),
        cutoff_hz=9_000.0,
        attack_seconds=0.002,
        release_seconds=0.12,
        knock=0.07,
        knock_hz=(600.0, 3_000.0),
        level_db=-10.0,
    )
