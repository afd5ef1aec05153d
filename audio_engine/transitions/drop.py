"""Drop: a beat of silence, then the part with a boom under its first beat."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Step
from audio_engine.transitions import Sound
from audio_engine.transitions._done import silenced
from audio_engine.transitions._sounds import struck


def steps(before: Approach) -> tuple[Step, ...]:
    """The last beat before the part silent."""
    return (silenced(before, 1.0),)


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """The boom."""
    return (struck(before, seed),)
