"""Riser: noise that rises in pitch and level towards a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import risen


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """One rise over all bars before the part, gone when the part begins."""
    return (risen(before, seed, -7.0),)
