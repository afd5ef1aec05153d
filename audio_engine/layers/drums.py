"""Drums and percussion of a layer: the notes of one bar, played by people or as by a machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from audio_engine import notes
from audio_engine.layers.bars import PlayedBar
from audio_engine.layers.metre import FOUR, SIX, WALTZ, Mark, Written, frame_at, marks, pushed
from audio_engine.notes import Note
from audio_engine.styles import DrumName, Drums, Groove
from audio_engine.units import RATE_HZ

VELOCITY = {"g": 0.22, "o": 0.42, "x": 0.7, "X": 0.95}
_TOUCH = 0.12
_CRASH_VELOCITY = 0.6
_BACKBEAT = ("snare", "clap", "side_stick")
_TIMEKEEPERS = (
    "closed_hat", "ride", "shaker", "tambourine", "guiro", "brush_sweep", "pedal_hat",
)  # fmt: skip
"""They go on through all parts of a beat that falls in three; the others leave the second part out."""


def drum_bar(part: Drums, groove: Groove, place: PlayedBar, rng: np.random.Generator) -> Iterator[Note]:
    """The notes of one bar; the same for the same place and source of chance."""
    beaten, how = pattern(part, place)
    count = 0
    for drum, line in beaten.items():
        late = pushed(groove, drum)
        way = replace(how, middle="beat" if drum in _TIMEKEEPERS else "rest")
        for mark in marks(line, place.beats, place.beat_parts, way):
            touch, stray = float(rng.random()), float(rng.uniform(-1.0, 1.0))
            at = frame_at(place.bar, mark.beat, mark.within, groove, mark.triplet)
            if at is None:
                continue
            at += late + round(stray * groove.loose_ms * RATE_HZ / 1000.0)
            velocity = VELOCITY[mark.mark] * _accent(groove, mark) * (1.0 - _TOUCH * touch)
            count += 1
            yield Note(max(at, 0) / RATE_HZ, 0.25, notes.DRUM_NUMBERS[drum], velocity)
    if place.since == 0 and place.full and part.crash and place.bar.beat_frames and not place.last:
        count += 1
        yield Note(place.bar.start_frame / RATE_HZ, 1.0, notes.CRASH, _CRASH_VELOCITY)
    if count % 2:
        # A kit plays its two takes of a drum in turn: an even number of notes in each bar lets every
        # bar begin with the same take, whatever was played before it.
        yield Note(place.bar.start_frame / RATE_HZ, 0.0, 0.0, 0.0)


def pattern(part: Drums, place: PlayedBar) -> tuple[dict[str, str], Written]:
    """What is beaten in that bar, and how it is written."""
    usual = replace(FOUR, two=(0, 2)) if _half_time(part) else FOUR
    if place.last:
        return ending(part, place.quiet), FOUR
    if place.quiet and part.quiet:
        return _named(part.quiet), usual
    if place.ends and part.fill:
        return _named(part.fill), replace(FOUR, two=(2, 3))
    if place.beat_parts == 3 and part.compound:
        return _named(part.compound), SIX
    if place.beats == 3 and place.beat_parts == 2 and part.waltz:
        return _named(part.waltz), WALTZ
    second = part.second_bar if place.since % 2 else {}
    return _named(part.bar) | _named(second) | (_named(part.full) if place.full else {}), usual


def ending(part: Drums, quiet: bool) -> dict[str, str]:
    """The last hit: the style's own, else the kick, a crash, and what begins its bars."""
    if part.ending:
        return _named(part.ending)
    beginning = [drum for drum, line in _named(part.bar).items() if drum == "kick" or line[0] in "oxX"]
    mark = "o..." if quiet else "X..."
    struck = dict.fromkeys(beginning or _named(part.bar), mark)
    return struck | ({"crash": mark} if part.crash else {})


def _half_time(part: Drums) -> bool:
    """Whether the backbeat stands on the third beat alone, not on the second and fourth."""
    lines = [line for drum, line in _named(part.bar).items() if drum in _BACKBEAT]
    second, third, fourth = (any(line[n * len(line) // 4] in "xX" for line in lines) for n in range(1, 4))
    return third and not (second or fourth)


def _named(beaten: dict[DrumName, str]) -> dict[str, str]:
    return {str(drum): line for drum, line in beaten.items()}


def _accent(groove: Groove, mark: Mark) -> float:
    if not groove.accents:
        return 1.0
    return 0.45 + 0.55 * VELOCITY[groove.accents[mark.sixteenth % len(groove.accents)]] / VELOCITY["X"]
