"""An electric piano: a round tone, a bell at its attack, a slow stereo tremolo."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._patch import Partial, Patch, play_patch
from audio_engine.notes import Note

KIND = "keys"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes on an electric piano."""
    return play_patch(_patch(), notes, frame_count, seed)


def _patch() -> Patch:
    return Patch(
        partials=(
            Partial(1, 0.8, 1.8),
            Partial(2, 0.22, 0.9),
            Partial(3, 0.1, 0.6),
            Partial(4, 0.07, 0.35),
            Partial(7, 0.08, 0.22),
            Partial(14, 0.08, 0.1),
        ),
        cutoff_hz=7_000.0,
        attack_seconds=0.003,
        release_seconds=0.14,
        tremolo=0.16,
        drive=0.35,
        knock=0.025,
        level_db=-13.0,
    )
