"""Stutter: the song stammers on one slice in the last beats before a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Effect, Knob, Step


def steps(before: Approach) -> tuple[Step, ...]:
    """In the last bar a sixteenth is said again and again over the last two beats."""
    beats = float(before.timeline.grid.beats_per_bar)
    knobs = (
        Knob(name="slice_beats", value=0.25),
        Knob(name="lasts_beats", value=min(2.0, beats)),
        Knob(name="period_beats", value=beats),
    )
    return (Effect(name="stutter", where=before.last_beats(beats), knobs=knobs),)
