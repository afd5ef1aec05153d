"""A deep, round bass: almost a sine, warmed so that small speakers hear it."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a deep sub bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.9), Partial(2, 0.16, 0.5), Partial(3, 0.07, 0.35), Partial(4, 0.02, 0.3)),
        attack_seconds=0.008,
        release_seconds=0.07,
        drive=0.8,
        cutoff_hz=900.0,
        touch_octaves=0.3,
        level_db=-5.0,
        limit=8,
    )
