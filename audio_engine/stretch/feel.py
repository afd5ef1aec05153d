"""Feel: half-time and double-time bars of a stem, on the song's own beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from audio_engine.stretch.route import Stretch, cut_at

Span = tuple[float, float]


def felt(
    lines: Sequence[Stretch], feel: Literal["half", "double"], place: Sequence[Span], bars: Sequence[float]
) -> tuple[Stretch, ...]:
    """The lines with the bars inside `place` at half or double speed; all in seconds of the song.

    Half: of each two bars the first is heard over the time of both, an odd last one its first half
    over its own time. Double: each bar is heard twice in its own time.
    Both hold where the lines still follow the song. bars: where bars begin, closed
    by the end of the last. What lies between bars, or is no whole bar, stays as it is.
    """
    song, heard = lines, tuple(lines)
    for start, end in place:
        inside = [line for line in bars if start - 1e-3 <= line <= end + 1e-3]
        for low, high, played in _spans(feel, inside):
            heard = _replaced(heard, song, (low, high), played)
    return heard


def _spans(feel: str, bars: Sequence[float]) -> list[tuple[float, float, tuple[Span, ...]]]:
    """Each stretch of song time, and what is played in it, one after the other in equal shares."""
    if feel == "double":
        return [(low, high, ((low, high), (low, high))) for low, high in pairwise(bars)]
    found: list[tuple[float, float, tuple[Span, ...]]] = []
    for first in range(0, len(bars) - 1, 2):
        pair = bars[first : first + 3]
        end = pair[1] if len(pair) == 3 else (pair[0] + pair[1]) / 2
        found.append((pair[0], pair[-1], ((pair[0], end),)))
    return found


def _replaced(
    lines: Sequence[Stretch], song: Sequence[Stretch], span: Span, played: tuple[Span, ...]
) -> tuple[Stretch, ...]:
    """The lines with what is heard over one span of the song replaced; bends stay where they are heard."""
    share = (span[1] - span[0]) / len(played)
    turns = [span[0] + share * turn for turn in range(len(played) + 1)]
    edges = [_heard(song, turn) for turn in turns]
    around = cut_at(lines, (edges[0], edges[-1]))
    found = [line for line in around if not edges[0] < line.heard_middle < edges[-1]]
    for line in cut_at(song, edges):
        if edges[0] < line.heard_middle < edges[-1]:
            turn = min(int(((line.start + line.end) / 2 - span[0]) / share), len(played) - 1)
            low, high = played[turn]
            slope = (high - low) / share
            start, end = (low + (at - turns[turn]) * slope for at in (line.start, line.end))
            found.append(replace(line, start=start, end=end))
    return tuple(sorted(found, key=lambda line: line.heard_start))


def _heard(lines: Sequence[Stretch], seconds: float) -> float:
    """When a moment of the song is heard, along the song's own lines."""
    for line in lines:
        if line.start - 1e-9 <= seconds <= line.end + 1e-9:
            slope = (line.heard_end - line.heard_start) / (line.end - line.start)
            return line.heard_start + (seconds - line.start) * slope
    return lines[-1].heard_end
