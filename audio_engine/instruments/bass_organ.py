"""A hollow organ bass: a few drawbars, short and even."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on an organ bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.75), Partial(2, 0.4, 0.35), Partial(3, 0.28, 0.25), Partial(6, 0.06, 0.1)),
        decay_seconds=0.9,
        cutoff_hz=1_600.0,
        attack_seconds=0.003,
        release_seconds=0.05,
        knock=0.05,
        knock_hz=(500.0, 3_000.0),
        drive=0.5,
        level_db=-6.0,
        limit=12,
    )
