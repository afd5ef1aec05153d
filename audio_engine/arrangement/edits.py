"""Section edits: a plan's keeps, drops, loops and length as clips of the original."""

from __future__ import annotations

from itertools import groupby, pairwise

from audio_engine.arrangement.places import Spans, snapped_to_bars, spans
from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid
from audio_engine.plan import Length, RemixPlan, Sections
from audio_engine.units import SectionLabel

Clips = tuple[Clip, ...]


def arranged(plan: RemixPlan, grid: Grid, warp: Warp) -> Timeline:
    """The time line of a plan at its tempo; ImpossiblePlan when nothing would be left."""
    clips: Clips = (Clip(0.0, grid.seconds),)
    for step in plan.of("sections", "length"):
        clips = _edited(clips, step, grid, warp.mean_ratio)
        if not clips:
            raise ImpossiblePlan("With that left out, nothing of the song is left; keep at least one part.")
    return Timeline(grid, _joined(clips), warp)


def _edited(clips: Clips, step: Sections | Length, grid: Grid, ratio: float) -> Clips:
    if isinstance(step, Length):
        return _to_length(clips, step.seconds * ratio, grid)
    place = spans(step.where, grid)
    if step.where.part == "seconds" and step.action != "keep":
        place = snapped_to_bars(place, grid)
    pieces = _split(clips, [edge for span in place for edge in span])
    if step.action == "keep":
        return tuple(p for p in pieces if _inside(p, place))
    if step.action == "drop":
        return tuple(p for p in pieces if not _inside(p, place))
    return _looped(pieces, place, step.count)


def _split(clips: Clips, edges: list[float]) -> Clips:
    pieces: list[Clip] = []
    for clip in clips:
        cuts = sorted({clip.start, clip.end, *(e for e in edges if clip.start < e < clip.end)})
        pieces.extend(Clip(a, b) for a, b in pairwise(cuts))
    return tuple(pieces)


def _inside(clip: Clip, place: Spans) -> bool:
    middle = (clip.start + clip.end) / 2
    return any(start <= middle < end for start, end in place)


def _looped(pieces: Clips, place: Spans, count: int) -> Clips:
    def span_of(piece: Clip) -> int:
        middle = (piece.start + piece.end) / 2
        return next((i for i, (start, end) in enumerate(place) if start <= middle < end), -1)

    found: list[Clip] = []
    for span, group in groupby(pieces, span_of):
        found.extend(list(group) * (count if span >= 0 else 1))
    return tuple(found)


def _joined(clips: Clips) -> Clips:
    """Neighbours that follow each other in the original as one clip: no seam where none is needed."""
    joined: list[Clip] = []
    for clip in clips:
        if joined and abs(joined[-1].end - clip.start) < 1e-9:
            joined[-1] = Clip(joined[-1].start, clip.end)
        else:
            joined.append(clip)
    return tuple(joined)


def _length(clips: Clips) -> float:
    return sum(c.end - c.start for c in clips)


def _to_length(clips: Clips, seconds: float, grid: Grid) -> Clips:
    """Whole bars left out before the ending, or the middle repeated, to come nearest to a length."""
    lines = [0.0, *grid.bar_lines(), grid.seconds]
    bars = _split(clips, lines)
    return _shortened(bars, seconds, grid) if _length(bars) > seconds else _lengthened(bars, seconds, grid)


def _shortened(bars: Clips, seconds: float, grid: Grid) -> Clips:
    ending = _ending(bars, seconds / 3, grid)
    tail = bars[len(bars) - ending :]
    wanted = seconds - _length(tail)
    head: list[Clip] = []
    for bar in bars[: len(bars) - ending]:
        if abs(_length(tuple(head)) + _length((bar,)) - wanted) > abs(_length(tuple(head)) - wanted):
            break
        head.append(bar)
    return (*head, *tail)


def _ending(bars: Clips, longest_seconds: float, grid: Grid) -> int:
    """How many bars from the end belong to the ending: the last section as far as it fits."""
    last = grid.sections[-1].start_seconds if grid.sections else 0.0
    count = 0
    for bar in reversed(bars):
        if bar.start < last - 1e-6 or _length(bars[len(bars) - count - 1 :]) > longest_seconds:
            break
        count += 1
    return count


def _lengthened(bars: Clips, seconds: float, grid: Grid) -> Clips:
    middle = _most_repeatable(bars, grid)
    grown = list(bars)
    at = max(i for i, bar in enumerate(bars) if bar in middle) + 1
    while middle and _length(tuple(grown)) < seconds:
        for bar in middle:
            if abs(_length((*grown, bar)) - seconds) > abs(_length(tuple(grown)) - seconds):
                return tuple(grown)
            grown.insert(at, bar)
            at += 1
    return tuple(grown)


def _most_repeatable(bars: Clips, grid: Grid) -> Clips:
    """The bars of a chorus, else of a verse, else everything between the first and last bar."""
    repeatable: tuple[SectionLabel, ...] = ("chorus", "drop", "verse")
    for label in repeatable:
        for section in reversed(grid.named(label)):
            inside = tuple(b for b in bars if _inside(b, ((section.start_seconds, section.end_seconds),)))
            if inside:
                return tuple(dict.fromkeys(inside))
    return tuple(dict.fromkeys(bars[1:-1] or bars))
