"""The shelf of transitions: one file each, how one part of a remix goes into the next.

A transition file has:

    def steps(step: Transition, bars: int) -> tuple[Step, ...]

the plain steps that it stands for.
"""

from __future__ import annotations

from audio_engine.shelf import Shelf

SHELF = Shelf(__name__, __path__[0])
