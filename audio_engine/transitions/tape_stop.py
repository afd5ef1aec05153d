"""Tape-stop: the song runs down like a machine that is switched off, just before a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Effect, Knob, Step

BEATS = 2.0


def steps(before: Approach) -> tuple[Step, ...]:
    """The last two beats before the part slow down to a stop."""
    where = before.last_beats(BEATS)
    return (Effect(name="tape-stop", where=where, knobs=(Knob(name="stop_beats", value=BEATS),)),)
