"""What transitions do to the song itself, as plain steps: knobs that move towards a part, and silence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from audio_engine.arrangement.approaches import Approach
from audio_engine.plan import Effect, Knob, Move, Point, StemLevel
from audio_engine.units import Amount

MUTE_DB = -60.0


def swept(
    before: Approach,
    effect: str,
    knob: str,
    line: Sequence[tuple[float, float]],
    amount: Amount = "medium",
    still: Sequence[tuple[str, float]] = (),
) -> tuple[Effect, ...]:
    """An effect in the bars before a part, one knob moving along `line` of (share, value).

    Where the bars do not follow each other in the original, each run of them gets its own share.
    """
    total = len(before.bars)
    found, passed = [], 0
    for count, where in before.runs():
        move = Move(knob=knob, points=_points(line, passed / total, (passed + count) / total))
        knobs = tuple(Knob(name=name, value=value) for name, value in still)
        found.append(Effect(name=effect, amount=amount, where=where, knobs=knobs, moves=(move,)))
        passed += count
    return tuple(found)


def _points(line: Sequence[tuple[float, float]], low: float, high: float) -> tuple[Point, ...]:
    """The line between two shares, stretched to run from 0.0 to 1.0."""
    inner = [(at, value) for at, value in line if low < at < high]
    ends = ((low, _at(line, low)), *inner, (high, _at(line, high)))
    return tuple(Point(at=min((at - low) / (high - low), 1.0), value=value) for at, value in ends)


def _at(line: Sequence[tuple[float, float]], share: float) -> float:
    for (a, u), (b, v) in pairwise(line):
        if a <= share <= b:
            return u + (v - u) * (share - a) / (b - a)
    return line[0][1] if share < line[0][0] else line[-1][1]


def silenced(before: Approach, beats: float) -> StemLevel:
    """The song silent for its last beats before a part."""
    return StemLevel(action="gain", gain_db=MUTE_DB, where=before.last_beats(beats))
