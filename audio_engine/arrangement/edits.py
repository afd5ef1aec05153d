"""Section edits: a plan's keeps, drops, loops, moves and length as clips of the original."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from audio_engine.arrangement.lengths import to_length
from audio_engine.arrangement.places import Spans, snapped_to_bars, spans
from audio_engine.arrangement.timeline import Clip, Timeline, split
from audio_engine.arrangement.warp import Warp
from audio_engine.errors import ImpossiblePlan
from audio_engine.grid import Grid, Hearing
from audio_engine.plan import RemixPlan, Sections, Where

Clips = tuple[Clip, ...]
Runs = list[tuple[int, int]]
"""Stretches [first, last) of neighbouring clips that play the named part, in the order they are heard."""


def arranged(plan: RemixPlan, grid: Grid, warp: Warp, hearing: Hearing | None = None) -> Timeline:
    """The time line of a plan at its tempo, its edits done one after another.

    hearing: its chords and levels help a wanted length to find joins that fit. Raises ImpossiblePlan
    when a part is not there (any more), or nothing would be left.
    """
    clips: Clips = (Clip(0.0, grid.seconds),)
    for step in (*plan.of("sections"), *plan.of("length")):
        if isinstance(step, Sections):
            clips = _edited(clips, step, grid)
        else:
            clips = to_length(clips, step, grid, warp, hearing)
        if all(clip.silent for clip in clips):
            raise ImpossiblePlan("With that left out, nothing of the song is left; keep at least one part.")
        clips = joined(clips)
    return Timeline(grid, clips, warp)


def _edited(clips: Clips, step: Sections, grid: Grid) -> Clips:
    place = _place(step.where, grid, exact=step.action == "keep")
    if step.action in ("drop", "trim"):
        place = _with_ends(place, grid)
    elif step.action in ("loop", "extend", "copy"):
        place = _bars_only(place, grid)
    other = _place(step.to, grid) if step.to else ()
    clips = split(clips, [edge for span in (*place, *other) for edge in span])
    return _EDITS[step.action](clips, place, other, step, grid)


def _place(where: Where, grid: Grid, exact: bool = False) -> Spans:
    place = spans(where, grid)
    if where.part != "seconds" or exact:
        return place
    snapped = snapped_to_bars(place, grid)
    if not snapped:
        raise ImpossiblePlan("That stretch is shorter than a bar; name at least one whole bar.")
    return snapped


def _with_ends(place: Spans, grid: Grid) -> Spans:
    """With the first bar goes what lies before it, with the last bar what rings on after it."""
    lines = grid.bar_lines()
    return tuple(
        (0.0 if a <= lines[0] + 1e-6 else a, grid.seconds if b >= lines[-1] - 1e-6 else b) for a, b in place
    )


def _bars_only(place: Spans, grid: Grid) -> Spans:
    """Without what lies before the first bar or after the last: a loop would stumble over it."""
    lines = grid.bar_lines()
    inside = [(max(a, lines[0]), min(b, lines[-1])) for a, b in place]
    return tuple((a, b) for a, b in inside if b - a > 1e-3) or place


def _runs(clips: Clips, place: Spans, called: Where) -> Runs:
    """Where the stretches of a place are heard; ImpossiblePlan when none of them is left."""
    runs: Runs = []
    previous = -1
    for index, clip in enumerate(clips):
        span = -1 if clip.silent else _span_of(clip, place)
        if span < 0:
            previous = -1
            continue
        begins = previous >= 0 and abs(clip.start - place[span][0]) < 1e-6 and not clip.reversed
        if span == previous and not begins:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
        previous = span
    if not runs:
        name = "part" if called.part in ("whole", "bars", "seconds") else called.part
        raise ImpossiblePlan(
            f"That {name} is not heard any more: an earlier step left it out. Take that step back first."
        )
    return runs


def _span_of(clip: Clip, place: Spans) -> int:
    middle = (clip.start + clip.end) / 2
    return next((i for i, (start, end) in enumerate(place) if start <= middle < end), -1)


def joined(clips: Clips) -> Clips:
    """Neighbours that follow each other in the original as one clip: no seam where none is needed."""
    found: list[Clip] = []
    for clip in clips:
        last = found[-1] if found else None
        if last and last.plain and clip.plain and abs(last.end - clip.start) < 1e-9:
            found[-1] = replace(last, end=clip.end)
        elif last and last.reversed and clip.reversed and abs(last.start - clip.end) < 1e-9:
            found[-1] = replace(last, start=clip.start)
        else:
            found.append(clip)
    return tuple(found)


def _kept(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    return tuple(clip for a, b in _runs(clips, place, step.where) for clip in clips[a:b])


def _dropped(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    return _replaced(clips, _runs(clips, place, step.where), lambda run: ())


def _looped(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    return _replaced(clips, _runs(clips, place, step.where), lambda run: run * step.count)


def _reversed(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    def turned(run: Clips) -> Clips:
        return tuple(replace(clip, reversed=not clip.reversed) for clip in run[::-1])

    return _replaced(clips, _runs(clips, place, step.where), turned)


def _extended(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    return _on_bars(clips, place, step, grid, lambda run: (*run, *run[-step.bars :]))


def _trimmed(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    def shorter(run: Clips) -> Clips:
        if step.bars >= len(run):
            raise ImpossiblePlan(
                f"That part has only {len(run)} {'bar' if len(run) == 1 else 'bars'}, so {step.bars} cannot "
                "be cut off it; name fewer bars, or leave the part out."
            )
        return run[: -step.bars]

    return _on_bars(clips, place, step, grid, shorter)


def _silenced(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    """Bars of silence beside each run, each as long as the bar of the song that lies there."""

    def beside(run: Clips) -> Clips:
        edge = run[0].start if step.at == "before" else run[-1].end
        quiet = (_bar_of_silence(edge, step.at == "before", grid),) * step.bars
        return (*quiet, *run) if step.at == "before" else (*run, *quiet)

    return _replaced(clips, _runs(clips, place, step.where), beside)


def _bar_of_silence(edge: float, before: bool, grid: Grid) -> Clip:
    bars = list(pairwise(grid.bar_lines()))
    ending = [bar for bar in bars if bar[1] <= edge + 1e-6]
    starting = [bar for bar in bars if bar[0] >= edge - 1e-6]
    near = (ending[-1:] or starting[:1]) if before else (starting[:1] or ending[-1:])
    start, end = (near or bars)[0]
    return Clip(start, end, silent=True)


def _moved(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    taken = {index for a, b in _runs(clips, place, step.where) for index in range(a, b)}
    at = _target(clips, other, step)
    if any(index in taken for a, b in _runs(clips, other, step.to or step.where) for index in range(a, b)):
        raise ImpossiblePlan("A part cannot be set before or after itself; name another place for it.")
    block = [clips[index] for index in sorted(taken)]
    left = [clip for index, clip in enumerate(clips[:at]) if index not in taken]
    right = [clip for index, clip in enumerate(clips[at:], at) if index not in taken]
    return (*left, *block, *right)


def _copied(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    block = [clip for a, b in _runs(clips, place, step.where) for clip in clips[a:b]]
    at = _target(clips, other, step)
    return (*clips[:at], *block, *clips[at:])


def _target(clips: Clips, other: Spans, step: Sections) -> int:
    """Before the first run of the second place, or after its last."""
    runs = _runs(clips, other, step.to or step.where)
    return runs[0][0] if step.at == "before" else runs[-1][1]


def _swapped(clips: Clips, place: Spans, other: Spans, step: Sections, grid: Grid) -> Clips:
    """The part, all its runs as one, where the other began, and the other where the part began."""
    runs, others = _runs(clips, place, step.where), _runs(clips, other, step.to or step.where)
    first = [index for a, b in runs for index in range(a, b)]
    second = [index for a, b in others for index in range(a, b)]
    if set(first) & set(second):
        raise ImpossiblePlan("The two parts share bars, so they cannot change places; name two parts apart.")
    found: list[Clip] = []
    for index, clip in enumerate(clips):
        if index in (first[0], second[0]):
            found.extend(clips[i] for i in (second if index == first[0] else first))
        elif index not in first and index not in second:
            found.append(clip)
    return tuple(found)


def _replaced(clips: Clips, runs: Runs, change: Callable[[Clips], Clips]) -> Clips:
    found: list[Clip] = []
    done = 0
    for start, end in runs:
        found.extend((*clips[done:start], *change(clips[start:end])))
        done = end
    return (*found, *clips[done:])


def _on_bars(
    clips: Clips, place: Spans, step: Sections, grid: Grid, change: Callable[[Clips], Clips]
) -> Clips:
    """Changes each run as a row of single bars; what rings after the last bar belongs to that bar."""
    bars = split(clips, list(grid.bar_lines()[:-1]))
    return _replaced(bars, _runs(bars, place, step.where), change)


_EDITS: dict[str, Callable[[Clips, Spans, Spans, Sections, Grid], Clips]] = {
    "keep": _kept, "drop": _dropped, "loop": _looped, "reverse": _reversed,
    "move": _moved, "copy": _copied, "swap": _swapped,
    "extend": _extended, "trim": _trimmed, "silence": _silenced,
}  # fmt: skip
