"""A tuned drum-machine cowbell: two hollow tones, driven hard."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a tuned cowbell."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(
            Partial(1, 0.6, 0.28),
            Partial(3, 0.36, 0.16),
            Partial(5, 0.24, 0.1),
            Partial(7, 0.14, 0.08),
            Partial(9, 0.08, 0.06),
        ),
        cutoff_hz=8_000.0,
        attack_seconds=0.0015,
        release_seconds=0.05,
        knock=0.08,
        knock_hz=(2_000.0, 8_000.0),
        drive=1.4,
        level_db=-6.0,
    )
