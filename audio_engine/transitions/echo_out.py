"""Echo-out: the last beat before a part echoes on into it."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Effect, Knob, Step

KNOBS = (("delay_beats", 0.5), ("feedback_percent", 60.0), ("wet_percent", 70.0))


def steps(before: Approach) -> tuple[Step, ...]:
    """A delay that gets the last beat alone and rings out over the part."""
    knobs = tuple(Knob(name=name, value=value) for name, value in KNOBS)
    return (Effect(name="delay", amount="heavy", where=before.last_beats(1.0), knobs=knobs),)
