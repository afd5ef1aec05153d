"""Impact: a deep boom on the first beat of a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import struck


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """The boom, ringing out over two seconds."""
    return (struck(before, seed),)
