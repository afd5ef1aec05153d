"""A brass section: it opens as it is blown, three to a part."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a brass section."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        slope=0.75,
        cutoff_hz=1_900.0,
        sweep_octaves=-1.6,
        sweep_seconds=0.05,
        touch_octaves=1.8,
        attack_seconds=0.025,
        release_seconds=0.07,
        voices=3,
        detune_cents=6.0,
        vibrato_cents=5.0,
        drive=0.3,
        level_db=-15.0,
        limit=44,
    )
