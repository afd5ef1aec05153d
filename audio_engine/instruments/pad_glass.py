"""A glassy pad: bells far away that never quite stop."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "pad"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a glassy pad."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(
            Partial(1, 0.5),
            Partial(2, 0.2),
            Partial(4, 0.16, 2.5),
            Partial(7, 0.06, 1.2),
            Partial(12, 0.04, 0.6),
        ),
        cutoff_hz=7_000.0,
        attack_seconds=0.25,
        release_seconds=0.9,
        voices=4,
        detune_cents=7.0,
        tremolo=0.1,
        tremolo_hz=0.9,
        level_db=-13.0,
    )
