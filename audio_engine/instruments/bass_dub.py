"""A dub bass: nearly all fundamental, round, with a soft thumb."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a dub bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.9, 1.6), Partial(2, 0.25, 0.3), Partial(3, 0.08, 0.15)),
        cutoff_hz=420.0,
        touch_octaves=0.4,
        attack_seconds=0.007,
        release_seconds=0.07,
        knock=0.02,
        knock_hz=(120.0, 500.0),
        drive=0.6,
        level_db=-4.5,
        limit=8,
    )
