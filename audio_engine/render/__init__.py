"""Render: a plan and the sources it names become a remix; the function reads as its stages."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from audio_engine import tuning
from audio_engine.arrangement.edits import arranged
from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, fade_edges, frames
from audio_engine.cache import Cache
from audio_engine.expand import expand
from audio_engine.facts import Ear
from audio_engine.master import master
from audio_engine.mixer import wanted_lufs
from audio_engine.plan import RemixPlan
from audio_engine.progress import Progress, quiet
from audio_engine.render.apart import Apart
from audio_engine.render.heard import Heard
from audio_engine.render.mixing import Mixing
from audio_engine.render.remix import Remix, Window
from audio_engine.render.windows import (
    LONGEST_WHOLE_SECONDS,
    WINDOW_SECONDS,
    mixed_at_once,
    mixed_in_windows,
)
from audio_engine.source import Source
from audio_engine.units import RATE_HZ

__all__ = ["CEILING_DBTP", "TARGET_LUFS", "Apart", "Remix", "Window", "render", "timeline_of"]

TARGET_LUFS = -14.0
"""Where streaming services play music; what a plan gets that names no loudness itself."""


CEILING_DBTP = -1.0
"""No true peak above it; a lossy copy needs a lower one, because its decoder rounds peaks up."""


LAST_FRAMES = 32
ENDED_LEVEL, ENDING_SECONDS, CUT_SECONDS = 0.001, 0.02, 0.4
RINGING = ("effect", "layer", "transition", "tempo", "feel", "pitch", "key", "length")
"""Steps after which something may sound where the song itself was over; levels end as the song does."""


def timeline_of(plan: RemixPlan, source: Source) -> Timeline:
    """The form and tempo of the remix; ImpossiblePlan when this song cannot follow the plan."""
    return _timeline(_expanded(plan, source), source)


def _expanded(plan: RemixPlan, source: Source) -> RemixPlan:
    """The plan in plain steps."""
    return expand(plan, source.hearing, source.stems)


def _timeline(expanded: RemixPlan, source: Source) -> Timeline:
    grid = source.hearing.grid
    return arranged(expanded, grid, tuning.warp(expanded, grid), source.hearing)


def render(
    plan: RemixPlan,
    source: Source,
    window: Window | None = None,
    target_lufs: float = TARGET_LUFS,
    progress: Progress = quiet,
    ceiling_dbtp: float = CEILING_DBTP,
    window_seconds: float | None = None,
    cache: Cache | None = None,
    apart: Apart | None = None,
) -> Remix:
    """The remix, or a window of it, always from the sources.

    A plan without steps gives the mix bit for bit, at its own loudness. The same plan, source and
    engine version give the same samples. window_seconds: mixed in windows of that length; None takes
    them where the remix is long. cache: keeps what was stretched for the next render. apart: takes in
    the tracks of a whole remix. Raises ImpossiblePlan, Unwritable, Cancelled.
    """
    plan = _expanded(plan, source)
    timeline = _timeline(plan, source)
    mixing = Mixing(plan, source, timeline, cache)
    played = tuple((clip.start, clip.end) for clip in timeline.clips if not clip.silent)
    ear = Ear(source.hearing.grid, mixing.speed, mixing.sounding, played)
    heard = Heard(ear, hashing=window is None)
    start, end = _frames_of(window, timeline)
    if window_seconds is None and (window or timeline.frame_count <= frames(LONGEST_WHOLE_SECONDS)):
        sound = mixed_at_once(mixing, (start, end), heard, progress, apart)
    else:
        sound = mixed_in_windows(mixing, frames(window_seconds or WINDOW_SECONDS), heard, progress, apart)
    return _finished(sound, mixing, (start, end), target_lufs, ceiling_dbtp, heard, progress, apart)


def _frames_of(window: Window | None, timeline: Timeline) -> tuple[int, int]:
    if window is None:
        return 0, timeline.frame_count
    start = min(max(round(window.start_seconds * RATE_HZ), 0), timeline.frame_count)
    return start, min(round(window.end_seconds * RATE_HZ), timeline.frame_count)


def _finished(
    sound: Samples,
    mixing: Mixing,
    span: tuple[int, int],
    target_lufs: float,
    ceiling_dbtp: float,
    heard: Heard,
    progress: Progress,
    apart: Apart | None = None,
) -> Remix:
    """The mix at its loudness, with what was measured on it."""
    hearing, steps = mixing.source.hearing, mixing.plan.steps
    sections = mixing.timeline.cut(*span).sections(RATE_HZ)
    if not steps:
        facts = heard.facts(sound, hearing.loudness_lufs, hearing.true_peak_dbtp)
        return Remix(sound, sections, hearing.loudness_lufs, facts)
    if span[1] == mixing.timeline.frame_count and any(step.op in RINGING for step in steps):
        tracks = apart.tracks.values() if apart else ()
        _ended(sound, CUT_SECONDS if _is_cut(mixing) else ENDING_SECONDS, tracks)
    target = wanted_lufs(steps, target_lufs)
    mastered = master(np.asanyarray(sound, order="C"), target, ceiling_dbtp, progress)
    progress("checking", 0.0)
    facts = heard.facts(mastered.samples, mastered.loudness_lufs, mastered.true_peak_dbtp)
    progress("checking", 1.0)
    return Remix(
        mastered.samples, sections, target, facts, heard.track_hashes(), mastered.gain_db, mastered.limited_db
    )


def _is_cut(mixing: Mixing) -> bool:
    """Whether a wanted length ends the remix before the song's own ending."""
    timeline = mixing.timeline
    return bool(mixing.plan.of("length")) and timeline.clips[-1].end < timeline.grid.seconds - ENDING_SECONDS


def _ended(sound: Samples, fade_seconds: float, tracks: Iterable[Samples]) -> None:
    """A remix that stops while something still sounds is faded out over its last moments, in place; so are
    the tracks that it was mixed of."""
    last = np.abs(sound[:, -LAST_FRAMES:])
    if last.size and float(last.max()) > ENDED_LEVEL:
        for each in (sound, *tracks):
            end = np.array(each[:, -2 * frames(fade_seconds) :])
            fade_edges(end, frames(fade_seconds), start=False)
            each[:, -end.shape[1] :] = end
