"""Drums and percussion of a layer: the notes of one bar, played by people or as by a machine."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from audio_engine import notes
from audio_engine.layers.bars import PlayedBar
from audio_engine.layers.metre import Mark, frame_at, marks, pushed
from audio_engine.notes import Note
from audio_engine.styles import DrumName, Drums, Groove
from audio_engine.units import RATE_HZ

VELOCITY = {"g": 0.22, "o": 0.42, "x": 0.7, "X": 0.95}
_TOUCH = 0.12
_CRASH_VELOCITY = 0.6


def drum_bar(part: Drums, groove: Groove, place: PlayedBar, rng: np.random.Generator) -> Iterator[Note]:
    """The notes of one bar; the same for the same place and source of chance."""
    beaten, waltz = pattern(part, place)
    count = 0
    for drum, line in beaten.items():
        late = pushed(groove, drum)
        for mark in marks(line, place.beats, waltz):
            touch, stray = float(rng.random()), float(rng.uniform(-1.0, 1.0))
            at = frame_at(place.bar, mark.beat, mark.within, groove, mark.triplet)
            if at is None:
                continue
            at += late + round(stray * groove.loose_ms * RATE_HZ / 1000.0)
            velocity = VELOCITY[mark.mark] * _accent(groove, mark) * (1.0 - _TOUCH * touch)
            count += 1
            yield Note(max(at, 0) / RATE_HZ, 0.25, notes.DRUM_NUMBERS[drum], velocity)
    if place.since == 0 and place.full and part.crash and place.bar.beat_frames:
        count += 1
        yield Note(place.bar.start_frame / RATE_HZ, 1.0, notes.CRASH, _CRASH_VELOCITY)
    if count % 2:
        # A kit plays its two takes of a drum in turn: an even number of notes in each bar lets every
        # bar begin with the same take, whatever was played before it.
        yield Note(place.bar.start_frame / RATE_HZ, 0.0, 0.0, 0.0)


def pattern(part: Drums, place: PlayedBar) -> tuple[dict[str, str], bool]:
    """What is beaten in that bar, and whether it is written in three."""
    if place.beats == 3 and part.waltz:
        return _named(part.waltz), True
    if place.quiet and part.quiet:
        return _named(part.quiet), False
    if place.ends and part.fill:
        return _named(part.fill), False
    second = part.second_bar if place.since % 2 else {}
    return _named(part.bar) | _named(second) | (_named(part.full) if place.full else {}), False


def _named(beaten: dict[DrumName, str]) -> dict[str, str]:
    return {str(drum): line for drum, line in beaten.items()}


def _accent(groove: Groove, mark: Mark) -> float:
    if not groove.accents:
        return 1.0
    return 0.45 + 0.55 * VELOCITY[groove.accents[mark.sixteenth % len(groove.accents)]] / VELOCITY["X"]
