"""Riser: noise that rises in pitch and level towards a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import swell, sweep


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """One rise over all bars before the part, gone when the part begins."""
    count = before.end_frame - before.start_frame
    return (Sound(before.start_frame, sweep(count, 300.0, 7_000.0, seed) * swell(count), -6.0),)
