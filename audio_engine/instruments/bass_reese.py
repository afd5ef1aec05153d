"""A moving bass: detuned saws that beat against each other over a steady deep tone."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "bass"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on a moving bass."""
    sound: Samples = play_patch(_deep(), notes, frame_count, seed)
    sound += play_patch(_beating(), notes, frame_count, seed)
    return sound


def _deep() -> Patch:
    return Patch(
        partials=(Partial(1, 0.8),), attack_seconds=0.008, release_seconds=0.06, level_db=-7.0, limit=2
    )


def _beating() -> Patch:
    return Patch(
        slope=0.9,
        cutoff_hz=750.0,
        sweep_octaves=0.7,
        sweep_seconds=0.4,
        attack_seconds=0.008,
        release_seconds=0.06,
        voices=3,
        detune_cents=17.0,
        drive=0.5,
        level_db=-18.0,
        limit=56,
    )
