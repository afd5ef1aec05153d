"""An analogue-style bass: two saws under a filter that closes."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a synthesiser bass."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=1.0,
        cutoff_hz=420.0,
        sweep_octaves=2.4,
        sweep_seconds=0.09,
        touch_octaves=1.0,
        attack_seconds=0.003,
        release_seconds=0.05,
        drive=0.9,
        level_db=-7.0,
        limit=56,
    )
