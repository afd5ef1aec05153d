"""Downlifter: noise that falls in pitch and level from where a part begins."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import sweep, swell


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """One fall, as long as the bars before the part."""
    count = before.end_frame - before.start_frame
    return (Sound(before.end_frame, sweep(count, 5_000.0, 200.0, seed) * swell(count)[::-1], -9.0),)
