"""A whistled tone, almost pure."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "lead"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a whistle."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.8), Partial(2, 0.08), Partial(3, 0.02)),
        cutoff_hz=8_000.0,
        attack_seconds=0.05,
        release_seconds=0.09,
        vibrato_cents=16.0,
        vibrato_hz=5.6,
        knock=0.05,
        knock_hz=(2_000.0, 6_000.0),
        level_db=-8.0,
    )
