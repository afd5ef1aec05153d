"""Gradual: "speed up gradually" asks for a change along the song, which a step for all of it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from skills.planning.frames import Reading
from skills.planning.tokens import Token

_ENDS = ("comma", "dot", "but", "and")
_AT_ONCE = ("tempo", "pitch", "level", "effect")


def marked(readings: Sequence[Reading], words: Sequence[Token], said: Sequence[Token]) -> list[Reading]:
    """The readings with those asks marked that share a clause with one of these words.

    A fade goes gradually anyway, so nothing of it changes.
    """
    out = list(readings)
    ends = [t.start for t in said if t.kind in _ENDS]
    for word in words:
        for n, reading in enumerate(out):
            first = said[reading.start].start
            low, high = sorted((first, word.start))
            if reading.ask.kind in _AT_ONCE and not any(low < end < high for end in ends):
                ask = replace(reading.ask, kind="gradual", names=(reading.ask.kind,))
                out[n] = replace(reading, ask=replace(ask, said=(*ask.said, word)))
    return out
