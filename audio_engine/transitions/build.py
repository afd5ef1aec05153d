"""Build: the song loses its lows while a snare roll and a riser grow towards a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Step
from audio_engine.transitions import Sound
from audio_engine.transitions._done import swept
from audio_engine.transitions._sounds import risen, rolled


def steps(before: Approach) -> tuple[Step, ...]:
    """A high-pass that climbs and lets go when the part begins."""
    return swept(before, "highpass", "cutoff_hz", ((0.0, 30.0), (1.0, 500.0)))


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """The roll, and the riser behind it."""
    return (rolled(before, seed, -5.0), risen(before, seed, -9.0))
