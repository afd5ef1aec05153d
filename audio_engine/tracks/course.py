"""Course: the blocks in which a whole stem is brought to its tempo, its feel and its pitch."""

from __future__ import annotations

from dataclasses import replace

from audio_engine.arrangement.timeline import Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.stretch import Route, Stretch, cut_at, felt, route, stretches
from audio_engine.tuning import Shift, StemTuning


def course(timeline: Timeline, tuning: StemTuning) -> Route:
    """The route of a stem from its turned sound (after all linked tempo) to what is heard of it.

    It follows from the whole song alone, whichever part of it is wanted.
    """
    grid, linked = timeline.grid, tuning.speed.linked
    lines = stretches(tuning.speed.kept, linked.heard_at(grid.seconds))
    edges = [edge for shift in tuning.shifts for span in shift.where for edge in span]
    lines = cut_at(lines, [timeline.warp.heard_at(edge) for edge in edges])
    lines = tuple(replace(line, semitones=_moved(line, tuning.shifts, timeline.warp)) for line in lines)
    bars = [linked.heard_at(bar) for bar in grid.bar_lines()]
    for feel, place in tuning.feels:
        turned = [(linked.heard_at(start), linked.heard_at(end)) for start, end in place]
        lines = felt(lines, feel, turned, bars)
    return route(lines)


def _moved(line: Stretch, shifts: tuple[Shift, ...], warp: Warp) -> float:
    """How far the song is shifted where a line is heard."""
    at = warp.source_at(line.heard_middle)
    return sum(s.semitones for s in shifts if any(start <= at < end for start, end in s.where))
