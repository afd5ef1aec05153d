"""The shelf of styles: one TOML file each, found by itself; what a style does is data.

A style file says its title, what it is like, the tempo it wants, what its players play, the steps it
stands for and what it promises of its sound. Patterns are one string per bar of four beats, divided
evenly: 16 marks are sixteenths, 24 sixteenth triplets, 12 eighth triplets; spaces are for the eye. In
other metres it is fitted to their beats, unless `waltz` (three beats, 12 sixteenths) or `compound` (6/8,
6 eighths or 12 sixteenths) says what is played there.

Drums: "." rests, "x" plays, "X" plays loud, "o" plays soft, "g" is a ghost note. Bass: "R" is the
chord's root, "r" a soft one, "L" the root an octave lower, "3", "5", "7", "8" the chord's tones, "a"
leads to the next root from a semitone below, "g" is a muted note, "-" holds. Keys, pad and lead: "x",
"X", "o" are chords, "1" to "8" single tones of the chord from the lowest up, "R" its root below.
"""

from __future__ import annotations

from functools import cache

from audio_engine.shelf import DataShelf
from audio_engine.styles._data import (
    DrumName,
    Drums,
    Echo,
    Groove,
    Line,
    Promise,
    Role,
    StyleData,
    TempoWish,
    Voicing,
)

__all__ = [
    "SHELF", "DrumName", "Drums", "Echo", "Groove", "Line", "Promise", "Role", "StyleData", "TempoWish",
    "Voicing", "style", "styles_with",
]  # fmt: skip

SHELF = DataShelf(__path__[0])


@cache
def style(name: str) -> StyleData:
    """The style of that name; KeyError when the shelf has none."""
    return StyleData.model_validate(SHELF.take(name))


def styles_with(part: Role) -> tuple[str, ...]:
    """The names of the styles that have drums, a bass, keys ... of their own."""
    return tuple(name for name in SHELF if style(name).part(part) is not None)
