"""Cut: a beat of silence before a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Step
from audio_engine.transitions._done import silenced


def steps(before: Approach) -> tuple[Step, ...]:
    """The last beat before the part silent."""
    return (silenced(before, 1.0),)
