"""Places: what a plan's `where` means on the time line of one song."""

from __future__ import annotations

from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Section
from audio_engine.plan import Where

Spans = tuple[tuple[float, float], ...]
"""Stretches of the original song, half open, in seconds."""


def spans(where: Where, grid: Grid) -> Spans:
    """Where a step applies, in seconds of the original; ImpossiblePlan when the song has no such place.

    side "before" is all that lies before the first of the named stretches, "after" all that lies after
    the last, "outside" all but them.
    """
    named = _named(where, grid)
    if where.side == "inside":
        return named
    found = _beside(named, where.side, grid.seconds)
    if not found:
        what = {"before": "before", "after": "after", "outside": "outside of"}[where.side]
        raise ImpossiblePlan(f"In this song nothing lies {what} {_called(where)}; name another part.")
    return found


def _named(where: Where, grid: Grid) -> Spans:
    if where.part == "whole":
        return ((0.0, grid.seconds),)
    if where.part == "bars":
        return (_bars(where, grid),)
    if where.part == "seconds":
        return (_seconds(where, grid),)
    return tuple((s.start_seconds, s.end_seconds) for s in _sections(where, grid))


def _beside(named: Spans, side: str, seconds: float) -> Spans:
    edges = [0.0, *(edge for span in sorted(named) for edge in span), seconds]
    gaps = list(zip(edges[::2], edges[1::2], strict=True))
    if side == "before":
        gaps = gaps[:1]
    elif side == "after":
        gaps = gaps[-1:]
    return tuple((start, end) for start, end in gaps if end - start > 1e-3)


def _called(where: Where) -> str:
    return {"bars": "those bars", "seconds": "those seconds"}.get(where.part, f"the {where.part}")


def snapped_to_bars(place: Spans, grid: Grid) -> Spans:
    """The same stretches moved to the nearest bar lines, so that an edit keeps the beat."""
    lines = (0.0, *grid.bar_lines(), grid.seconds)

    def near(seconds: float) -> float:
        return min(lines, key=lambda line: abs(line - seconds))

    return tuple((near(start), near(end)) for start, end in place if near(start) < near(end))


def _bars(where: Where, grid: Grid) -> tuple[float, float]:
    lines = grid.bar_lines()
    count = len(lines) - 1
    first = _from_either_end(int(where.start or 1), count)
    last = count if where.end is None else _from_either_end(int(where.end), count)
    if not 1 <= first <= last <= count:
        raise ImpossiblePlan(f"This song has {count} bars; there are no bars {first} to {last}.")
    return (lines[first - 1], lines[last])


def _from_either_end(bar: int, count: int) -> int:
    return bar if bar >= 0 else count + 1 + bar


def _seconds(where: Where, grid: Grid) -> tuple[float, float]:
    start = _time(where.start or 0.0, grid.seconds)
    end = grid.seconds if where.end is None else min(_time(where.end, grid.seconds), grid.seconds)
    if not 0.0 <= start < end:
        raise ImpossiblePlan(
            f"This song lasts {grid.seconds:.0f} s; {start:.0f} s to {end:.0f} s is not in it."
        )
    return (start, end)


def _time(seconds: float, length_seconds: float) -> float:
    return seconds if seconds >= 0 else length_seconds + seconds


def _sections(where: Where, grid: Grid) -> tuple[Section, ...]:
    found = tuple(s for s in grid.sections if s.label == where.part)
    if not found:
        labels = ", ".join(dict.fromkeys(s.label for s in grid.sections)) or "none that are known"
        raise ImpossiblePlan(f"I hear no {where.part} in this song; its sections are {labels}.")
    if where.nth is None:
        return found
    index = where.nth - 1 if where.nth > 0 else len(found) + where.nth
    if not 0 <= index < len(found):
        raise ImpossiblePlan(
            f"This song has {len(found)} {where.part} sections; there is no number {where.nth}."
        )
    return (found[index],)
