"""Basses, keys, pads and leads of a layer: the notes of one bar under its chord."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from audio_engine.audio import frames
from audio_engine.layers.bars import PlayedBar
from audio_engine.layers.harmony import Harmony
from audio_engine.layers.metre import FOUR, SIX, WALTZ, Mark, Written, frame_at, marks, pushed
from audio_engine.notes import Note
from audio_engine.styles import Groove, Line, Role
from audio_engine.units import RATE_HZ

_FORCE = {"X": 0.92, "x": 0.74, "o": 0.5, "R": 0.86, "L": 0.88, "r": 0.55, "g": 0.3}
_TONE_FORCE = 0.74
_PARTED = 0.95
_TONES = "R12345678"
_MUTED_SECONDS = 0.05
_TOUCH = 0.06
_QUIET = 0.7
"""Quiet sections are played more softly, as what rings through them would else be as loud as full ones."""


@dataclass(frozen=True)
class _Held:
    """From where to where a note is held, in frames of the remix."""

    start: int
    end: int


def line_bar(
    part: Line, role: Role, groove: Groove, place: PlayedBar, rng: np.random.Generator
) -> Iterator[Note]:
    """The notes of one bar; the same for the same place and source of chance."""
    written, how = pattern(part, role, place)
    late = pushed(groove, role)
    softer = _QUIET if place.quiet else 1.0
    for mark in marks(written, place.beats, place.beat_parts, how):
        touch, stray = float(rng.random()), float(rng.uniform(-1.0, 1.0))
        held = _held(part, place, mark, groove)
        if held is None:
            continue
        moved = late + round(stray * groove.loose_ms * RATE_HZ / 1000.0)
        force = _FORCE.get(mark.mark, _TONE_FORCE) * softer * (1.0 - _TOUCH * touch)
        pitches = _bass(mark.mark, part, place.harmony) if role == "bass" else _tones(mark.mark, part, place)
        yield from _sounded(part, place, pitches, replace(held, start=max(held.start + moved, 0)), force)


def pattern(part: Line, role: Role, place: PlayedBar) -> tuple[str, Written]:
    """What is played in that bar, and how it is written."""
    if place.last:
        return ending(part, role, place), FOUR
    if place.beat_parts == 3 and part.compound and not (place.quiet and part.quiet):
        return _bare(part.compound), SIX
    if place.beats == 3 and place.beat_parts == 2 and part.waltz and not (place.quiet and part.quiet):
        return _bare(part.waltz), WALTZ
    line = _bare(_usual(part, place))
    runs = role != "bass" and all(mark in _TONES for mark in line[:: max(len(line) // 8, 1)])
    return line, replace(FOUR, middle="run" if runs else "held")


def _usual(part: Line, place: PlayedBar) -> str:
    if place.quiet and part.quiet:
        return part.quiet
    if place.ends and part.fill:
        return part.fill
    if place.full and part.full:
        return part.full
    return part.second_bar if place.since % 2 and part.second_bar else part.bar


def ending(part: Line, role: Role, place: PlayedBar) -> str:
    """The last note, held to the end: the style's own, else the root, the chord or its first tone."""
    if place.quiet and part.quiet and not set(part.quiet) - set(". "):
        return part.quiet.replace(" ", "")
    return _bare(part.ending) or {"bass": "R---", "lead": "1---"}.get(role, "x---")


def _bare(line: str) -> str:
    return line.replace(" ", "")


def _held(part: Line, place: PlayedBar, mark: Mark, groove: Groove) -> _Held | None:
    start = frame_at(place.bar, mark.beat, mark.within, groove, mark.triplet)
    if start is None:
        return None
    end = frame_at(place.bar, mark.end_beat, mark.end_within, groove, mark.triplet)
    end = place.bar.end_frame if end is None else end
    if mark.mark == "g":
        end = min(end, start + frames(_MUTED_SECONDS))
    elif part.overlap_seconds:
        end += frames(part.overlap_seconds)
    elif not part.legato:
        end = start + round((end - start) * _PARTED)
    return _Held(start, end)


def _bass(mark: str, part: Line, harmony: Harmony) -> tuple[float, ...]:
    if mark == "a":
        return (harmony.leading(part.low),)
    intervals = {"3": harmony.third, "5": 7, "7": harmony.seventh, "8": 12, "L": -12}
    return (harmony.above(part.low, intervals.get(mark, 0)),)


def _tones(mark: str, part: Line, place: PlayedBar) -> tuple[float, ...]:
    """The chord, its root an octave below, or its tones by number from the lowest up."""
    if mark == "R":
        return (place.harmony.above(part.low - 12),)
    chord = place.harmony.voiced(part.low, part.voicing)
    if not mark.isdigit():
        return chord
    octave, index = divmod(int(mark) - 1, len(chord))
    return (chord[index] + 12.0 * octave,)


def _sounded(
    part: Line, place: PlayedBar, pitches: Sequence[float], held: _Held, force: float
) -> Iterator[Note]:
    """The notes of a chord, one after another where it is strummed, and their repeats."""
    beat = (place.bar.end_frame - place.bar.start_frame) / max(len(place.bar.beat_frames) - 1, 1)
    for number, pitch in enumerate(pitches):
        start = held.start + frames(number * part.strum_ms / 1000.0)
        lasts = max(held.end - start, 1) / RATE_HZ
        yield Note(start / RATE_HZ, lasts, pitch, force)
        for again in range(1, part.echo.repeats + 1) if part.echo else ():
            assert part.echo is not None
            later = start + round(again * part.echo.beats * beat)
            yield Note(later / RATE_HZ, lasts, pitch, force * part.echo.level**again)
