"""Voiceless: which filters leave nothing of a voice."""

from __future__ import annotations

import math
from collections.abc import Sequence

from audio_engine import effects
from audio_engine.plan import Effect

LOWEST_VOICE_HZ, HIGHEST_VOICE_HZ = 200.0, 4_000.0
"""Between these a voice is told as one: the telephone carries it in 300 to 3400 Hz (ITU-T G.712).

A filter that ends at the lower or begins at the upper has its slope of 24 dB per octave on all of that:
a rumble is left, or hiss. Those frequencies themselves count as outside, since the band-pass stops there.
"""

CROSSED = 2.0
"""Where one filter begins an octave above the end of another, nothing passes both: at the best frequency
between them each takes away more than 12 dB, and everywhere else they take more."""

Band = tuple[float, float]

_FILTERS: dict[str, tuple[str | None, str | None]] = {
    "lowpass": (None, "cutoff_hz"),
    "underwater": (None, "cutoff_hz"),
    "highpass": ("cutoff_hz", None),
    "bandpass": ("lowest_hz", "highest_hz"),
}
"""For each filter the knobs that say from where it lets sound pass, and up to where.

A radio and a telephone are none of them: at all of their stops they carry a voice.
"""


def bands(step: Effect) -> tuple[Band, Band] | None:
    """What a filter lets pass, from and to in Hz: at its narrowest and at its widest; None for no filter.

    Knobs that move are each taken at their own extremes.
    """
    if step.name not in _FILTERS:
        return None
    low, high = _FILTERS[step.name]
    lows = values(step, low) if low else [0.0]
    highs = values(step, high) if high else [math.inf]
    return (max(lows), min(highs)), (min(lows), max(highs))


def leaves_no_voice(passed: Sequence[Band]) -> bool:
    """Whether filters that let these bands pass leave nothing of a voice together; no filter leaves it."""
    lowest = max((low for low, _ in passed), default=0.0)
    highest = min((high for _, high in passed), default=math.inf)
    outside = highest <= LOWEST_VOICE_HZ or lowest >= HIGHEST_VOICE_HZ
    return outside or lowest >= CROSSED * highest


def values(step: Effect, name: str) -> list[float]:
    """Where a knob of an effect stands: at each of its points where it moves, within its stops."""
    stops: effects.Knob = effects.SHELF.take(step.name).KNOBS[name]
    found = [point.value for move in step.moves if move.knob == name for point in move.points]
    by_hand = {setting.name: setting.value for setting in step.knobs}
    found = found or [effects.settings(step.name, step.amount, by_hand)[name]]
    return [float(min(max(value, stops.lowest), stops.highest)) for value in found]
