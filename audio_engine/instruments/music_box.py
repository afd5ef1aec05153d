"""A music box: small bright bells."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a music box."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(
            Partial(1, 0.7, 1.0),
            Partial(3, 0.12, 0.45),
            Partial(6, 0.16, 0.22),
            Partial(11, 0.06, 0.1),
        ),
        cutoff_hz=9_000.0,
        attack_seconds=0.0015,
        release_seconds=0.5,
        knock=0.02,
        knock_hz=(2_500.0, 8_000.0),
        level_db=-12.0,
    )
