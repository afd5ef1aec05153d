"""A woman's singing voice, clear and warm."""

from __future__ import annotations

from collections.abc import Sequence

from audio_engine.audio import Samples
from audio_engine.instruments._singer import Voice, sing
from audio_engine.notes import Note

KIND = "voice"


def play(notes: Sequence[Note], frame_count: int, seed: int) -> Samples:
    """float32 [2, frame_count]: the notes' syllables sung; sounds best from A3 to E5."""
    return sing(Voice(tract=1.16, tilt=0.8, breath=0.02), notes, frame_count, seed)
