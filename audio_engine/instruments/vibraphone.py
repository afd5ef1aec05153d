"""A vibraphone: metal bars, long, with turning fans."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a vibraphone."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(Partial(1, 0.8, 1.6), Partial(4, 0.14, 0.35), Partial(10, 0.04, 0.08)),
        cutoff_hz=8_000.0,
        attack_seconds=0.003,
        release_seconds=0.3,
        tremolo=0.22,
        tremolo_hz=5.0,
        knock=0.02,
        knock_hz=(800.0, 4_000.0),
        level_db=-13.0,
    )
