"""Moods played on the small bands, each direction once for all tests."""

from __future__ import annotations

from functools import cache

from audio_engine import effects, moods
from audio_engine.audio import Samples
from audio_engine.effects import Beat
from audio_engine.moods.axes import Heard
from audio_engine.plan import Mood
from audio_engine.units import RATE_HZ, Amount
from tests.audio_engine.effects.bands import band


def moved(sound: Samples, name: str, amount: Amount, beat: Beat) -> Samples:
    """What a mood makes of a sound."""
    for step in moods.steps(Mood(name=name, amount=amount)):
        knobs = effects.settings(step.name, step.amount, {knob.name: knob.value for knob in step.knobs})
        sound = effects.SHELF.take(step.name).apply(sound, RATE_HZ, knobs, beat)
    return sound


@cache
def after(name: str, amount: Amount, number: int) -> Heard:
    """A band after a mood."""
    sound, beat = band(number)
    return Heard(moved(sound, name, amount, beat))


@cache
def after_all(meaning: moods.Meaning, number: int) -> Heard:
    """A band after several moods, one upon the other; what words share is played once."""
    sound, beat = band(number)
    if not meaning:
        return Heard(sound)
    *before, (name, amount) = meaning
    return Heard(moved(after_all(tuple(before), number).samples, name, amount, beat))
