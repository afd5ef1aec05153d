"""Snare roll: a snare that gets faster and louder towards a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import rolled


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """Quarters, eighths, sixteenths and thirty-seconds over the bars before the part."""
    return (rolled(before, seed, -4.0),)
