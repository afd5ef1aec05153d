"""The preview: which thirty seconds of a remix tell most about it."""

from __future__ import annotations

import numpy as np

from audio_engine.arrangement.places import spans
from audio_engine.arrangement.timeline import Bar, Timeline
from audio_engine.audio import frames
from audio_engine.expand import expand
from audio_engine.grid import Hearing
from audio_engine.plan import RemixPlan
from audio_engine.render import Window, timeline_of
from audio_engine.source import Source
from audio_engine.units import RATE_HZ

PREVIEW_SECONDS = 30.0
CHANGED_WEIGHT, SEAM_WEIGHT, LABEL_WEIGHT = 1.5, 0.8, 0.5


def telling_window(plan: RemixPlan, source: Source, seconds: float = PREVIEW_SECONDS) -> Window:
    """The window, starting on a bar line, in which most is happening and most was changed.

    Bars count for their energy, for steps that apply just to them, for a seam, and for being a
    chorus; a remix no longer than `seconds` is its own preview.
    """
    plan = expand(plan, source.hearing, source.stems)
    timeline = timeline_of(plan, source)
    total = timeline.frame_count / RATE_HZ
    if total <= seconds:
        return Window(0.0, total)
    bars = timeline.bars()
    worth = _worth(bars, plan, timeline, source.hearing)
    latest = total - seconds
    best = max(_starts(bars, latest), key=lambda start: _inside(start, seconds, bars, worth))
    return Window(best, best + seconds)


def original_of(window: Window, plan: RemixPlan, source: Source) -> slice:
    """As many frames of the original, from the moment on that the window of the remix begins with."""
    timeline = timeline_of(plan, source)
    span = window.frames()
    last = frames(timeline.grid.seconds)
    start = min(frames(timeline.source_at(span.start)), max(last - (span.stop - span.start), 0))
    return slice(start, min(start + span.stop - span.start, last))


def _starts(bars: tuple[Bar, ...], latest_seconds: float) -> list[float]:
    starts = [bar.start_frame / RATE_HZ for bar in bars if bar.start_frame / RATE_HZ <= latest_seconds]
    return starts or [0.0]


def _inside(start: float, seconds: float, bars: tuple[Bar, ...], worth: list[float]) -> float:
    low, high = start * RATE_HZ, (start + seconds) * RATE_HZ
    return sum(
        w for bar, w in zip(bars, worth, strict=True) if bar.start_frame >= low and bar.end_frame <= high
    )


def _worth(bars: tuple[Bar, ...], plan: RemixPlan, timeline: Timeline, hearing: Hearing) -> list[float]:
    energy = _energy(hearing)
    found = []
    for bar in bars:
        middle = hearing.grid.bar_middle(bar.number)
        value = energy[bar.number] if bar.number < len(energy) else 0.5
        value += LABEL_WEIGHT * (hearing.grid.label_at(middle) in ("chorus", "drop"))
        value += CHANGED_WEIGHT * _changed(middle, plan, hearing)
        found.append(value)
    for start in timeline.starts()[1:-1]:
        nearest = int(np.argmin([abs(bar.start_frame - start) for bar in bars]))
        found[nearest] += SEAM_WEIGHT
    return found


def _energy(hearing: Hearing) -> list[float]:
    """Bars from 0.0, the quietest, to 1.0, the loudest; silence below -60 dBFS is all alike."""
    levels = np.maximum(np.array(hearing.bar_energy_db or (0.0,)), -60.0)
    reach = float(np.ptp(levels))
    return [float(v) for v in (levels - levels.min()) / reach] if reach > 0.5 else [0.5] * len(levels)


def _changed(seconds: float, plan: RemixPlan, hearing: Hearing) -> int:
    """How many steps apply to just a part of the song that holds this moment."""
    local = [s for s in plan.steps if s.where.part != "whole" and s.op != "sections"]
    return sum(any(a <= seconds < b for a, b in spans(s.where, hearing.grid)) for s in local)
