"""A man's singing voice, soft and near."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._singer import Voice, sing
from audio_engine.notes import Note

KIND = "voice"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes' syllables sung; sounds best from C3 to A4."""
    return sing(Voice(tract=1.0, tilt=0.72, breath=0.017, vibrato_hz=5.0), notes, frame_count, seed)
