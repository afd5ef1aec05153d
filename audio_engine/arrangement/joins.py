"""Joins: clips of a sound laid end to end, with crossfades that nobody hears."""

from __future__ import annotations

import numpy as np

from audio_engine.arrangement.timeline import Timeline
from audio_engine.audio import Samples, fade_edges, fit, frames

JOIN_SECONDS = 0.012
EDGE_SECONDS = 0.008


def laid_out(sound: Samples, timeline: Timeline, first_frame: int = 0) -> Samples:
    """The clips of `timeline` taken from `sound`, float32 [channels, timeline.frame_count].

    sound: the original at the new tempo, or an excerpt of it that begins at `first_frame`.
    Each join fades in the 12 ms before the new clip's first beat, so its attack stays whole;
    outside the joins the samples are those of `sound`, bit for bit. One clip that is all of
    `sound` gives `sound` itself.
    """
    pieces = []
    for clip in timeline.clips:
        start = timeline.frame_of(clip.start) - first_frame
        pieces.append((start, timeline.frame_of(clip.end) - first_frame))
    if len(pieces) == 1 and pieces[0] == (0, sound.shape[1]):
        return sound
    out = np.zeros((sound.shape[0], timeline.frame_count), dtype=np.float32)
    at = 0
    for index, (start, end) in enumerate(pieces):
        length = end - start
        out[:, at : at + length] = _slice(sound, start, end)
        if index:
            _crossfade(out, at, sound, start)
        at += length
    _soften_edges(out, timeline)
    return out


def _slice(sound: Samples, start: int, end: int) -> Samples:
    inside = sound[:, max(start, 0) : max(end, 0)]
    if start < 0:
        inside = np.pad(inside, ((0, 0), (min(-start, end - start), 0)))
    return fit(inside, end - start)


def _crossfade(out: Samples, at: int, sound: Samples, start: int) -> None:
    """Blend the last frames before `at` into what precedes `start` in the sound, in place."""
    length = min(frames(JOIN_SECONDS), at)
    if length < 2:
        return
    before = out[:, at - length : at]
    coming = _slice(sound, start - length, start)
    rise = (0.5 - 0.5 * np.cos(np.pi * (np.arange(length) + 0.5) / length)).astype(np.float32)
    fall = 1.0 - rise
    # Matched to how alike the two sides are, so the level neither dips (unlike) nor swells (alike).
    alike = _correlation(before, coming)
    level = np.sqrt(rise**2 + fall**2 + 2.0 * alike * rise * fall)
    out[:, at - length : at] = (before * fall + coming * rise) / np.maximum(level, 0.5)


def _soften_edges(out: Samples, timeline: Timeline) -> None:
    """A beginning or an end that the song itself does not have is faded, in place."""
    begins = timeline.clips[0].start > 1e-6
    ends = timeline.clips[-1].end < timeline.grid.seconds - 1e-6
    fade_edges(out, frames(EDGE_SECONDS), start=begins, end=ends)


def _correlation(a: Samples, b: Samples) -> float:
    power = float(np.sqrt(np.sum(a * a, dtype=np.float64) * np.sum(b * b, dtype=np.float64)))
    return max(float(np.sum(a * b, dtype=np.float64)) / power, 0.0) if power > 1e-12 else 1.0
