"""How long work reports how far it is, and how it is asked to stop."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called as `progress(stage, done)`, done from 0.0 to 1.0, now and then during each stage.

To cancel, the callee raises `audio_engine.errors.Cancelled`; whoever works lets it pass through
and leaves nothing half-written.
"""


def quiet(stage: str, done: float) -> None:
    """Nobody is watching."""


def part_of(progress: Progress, stage: str, start: float, end: float) -> Progress:
    """A progress that fills the span [start, end] of `stage`, whatever its worker calls it."""

    def report(_stage: str, done: float) -> None:
        progress(stage, start + (end - start) * done)

    return report
