"""Sweep: the song goes behind a filter and opens up towards a part."""

from __future__ import annotations

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Step
from audio_engine.transitions._done import swept


def steps(before: Approach) -> tuple[Step, ...]:
    """A low-pass that closes over the first quarter and is open again when the part begins."""
    return swept(before, "lowpass", "cutoff_hz", ((0.0, 16_000.0), (0.25, 400.0), (1.0, 16_000.0)))
