"""A drawbar organ with a slow vibrato."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a drawbar organ."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(
            Partial(1, 0.5),
            Partial(2, 0.42),
            Partial(3, 0.3),
            Partial(4, 0.2),
            Partial(6, 0.1),
            Partial(8, 0.1),
        ),
        attack_seconds=0.012,
        release_seconds=0.06,
        vibrato_cents=7.0,
        vibrato_hz=6.1,
        voices=2,
        detune_cents=2.0,
        tremolo=0.12,
        tremolo_hz=6.1,
        cutoff_hz=6_500.0,
        touch_octaves=0.2,
        level_db=-15.0,
    )
