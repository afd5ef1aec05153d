"""Joins: clips of a sound laid end to end, with crossfades that nobody hears and tails that ring on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audio_engine.arrangement.timeline import (
    EDGE_SECONDS,
    JOIN_SECONDS,
    LISTEN_SECONDS,
    RING_SECONDS,
    Clip,
    Timeline,
)
from audio_engine.audio import Samples, fit, frames

START_EDGE_SECONDS = 0.003
RINGS_ABOVE = 0.001
RISES, FALLS = 1.15, 0.75


def laid_out(sound: Samples, timeline: Timeline, first_frame: int = 0) -> Samples:
    """The clips of `timeline` taken from `sound`, float32 [channels, timeline.frame_count].

    sound: the original at the new tempo, or an excerpt of it that begins at `first_frame`.
    Each join fades in the 12 ms before the new clip's first beat, so its attack stays whole. What
    dies away after the end of a clip (a reverb, a held chord let go) rings on over the next one.
    Elsewhere the samples are those of `sound`, bit for bit. One clip that is all of `sound` gives
    `sound` itself.
    """
    pieces = [_Piece.of(clip, sound, timeline, first_frame) for clip in timeline.clips]
    if len(pieces) == 1 and pieces[0].is_all_of(sound) and timeline.frame_count == sound.shape[1]:
        return sound
    starts = timeline.starts()
    # Laid out with what surrounds a window, so that its joins are those of the whole.
    out = np.zeros((sound.shape[0], starts[-1] - starts[0]), dtype=np.float32)
    for piece, at in zip(pieces, starts, strict=False):
        out[:, at - starts[0] : at - starts[0] + piece.length] = piece.between(0, piece.length)
    for index in range(1, len(pieces)):
        _join(out, starts[index] - starts[0], pieces[index - 1], pieces[index])
    _soften_edges(out, timeline)
    if timeline.lead or timeline.trail:
        out = out[:, timeline.lead : timeline.lead + timeline.frame_count].copy()
    return out


@dataclass(frozen=True)
class _Piece:
    """A clip as frames of the sound, [start, start + length); before and past it the sound goes on."""

    sound: Samples
    start: int
    length: int
    clip: Clip

    @classmethod
    def of(cls, clip: Clip, sound: Samples, timeline: Timeline, first_frame: int) -> _Piece:
        start, end = timeline.frame_of(clip.start), timeline.frame_of(clip.end)
        return cls(sound, start - first_frame, end - start, clip)

    def is_all_of(self, sound: Samples) -> bool:
        """Whether it is the whole sound, as it was recorded."""
        return self.clip.plain and self.start == 0 and self.length == sound.shape[1]

    def between(self, begin: int, end: int) -> Samples:
        """What is heard from one frame of the clip to another, silence where the sound has none."""
        if self.clip.silent:
            return np.zeros((self.sound.shape[0], end - begin), dtype=np.float32)
        if self.clip.reversed:
            last = self.start + self.length
            return _slice(self.sound, last - end, last - begin)[:, ::-1]
        return _slice(self.sound, self.start + begin, self.start + end)


def _slice(sound: Samples, start: int, end: int) -> Samples:
    inside = sound[:, max(start, 0) : max(end, 0)]
    if start < 0:
        inside = np.pad(inside, ((0, 0), (min(-start, end - start), 0)))
    return fit(inside, end - start)


def _join(out: Samples, at: int, leaving: _Piece, coming: _Piece) -> None:
    """Bring the last frames of one clip into the first of the next, which begins at `at`, in place."""
    length = min(frames(JOIN_SECONDS), leaving.length)
    if length < 2:
        return
    rise = _rise(length)
    before, ahead = leaving.between(leaving.length - length, leaving.length), coming.between(-length, 0)
    tail = _tail(leaving)
    if tail.shape[1]:
        out[:, at - length : at] += ahead * rise
        room = min(tail.shape[1], out.shape[1] - at)
        out[:, at : at + room] += tail[:, :room]
        return
    fall = 1.0 - rise
    # Matched to how alike the two sides are, so the level neither dips (unlike) nor swells (alike).
    alike = _correlation(before, ahead)
    level = np.maximum(np.sqrt(rise**2 + fall**2 + 2.0 * alike * rise * fall), 0.5)
    out[:, at - length : at] += (before * fall + ahead * rise) / level - before


def _tail(leaving: _Piece) -> Samples:
    """What dies away after the end of a clip, faded out; no frames where something new begins there."""
    hop = frames(LISTEN_SECONDS)
    if leaving.length < hop:
        return leaving.between(0, 0)
    heard = leaving.between(leaving.length - hop, leaving.length + frames(RING_SECONDS))
    levels = _levels(heard, hop)
    hops = 0
    while hops + 1 < levels.size and levels[hops + 1] <= levels[: hops + 1].min() * RISES:
        hops += 1
    falls = hops >= 3 and levels[3] <= FALLS * levels[0]
    if levels[0] < RINGS_ABOVE or not falls:
        return leaving.between(0, 0)
    length = hops * hop
    return (heard[:, hop : hop + length] * _rise(length)[::-1]).astype(np.float32)


def _levels(sound: Samples, hop: int) -> NDArray[np.float64]:
    """RMS of each whole stretch of `hop` frames."""
    count = sound.shape[1] // hop
    blocks = sound[:, : count * hop].astype(np.float64).reshape(sound.shape[0], count, hop)
    found: NDArray[np.float64] = np.sqrt(np.mean(blocks**2, axis=(0, 2)))
    return found


def _rise(length: int) -> NDArray[np.float32]:
    angle = np.pi * (np.arange(length) + 0.5) / length
    return (0.5 - 0.5 * np.cos(angle)).astype(np.float32)


def _soften_edges(out: Samples, timeline: Timeline) -> None:
    """A beginning or an end that the song itself does not have is faded, in place."""
    first, last = timeline.clips[0], timeline.clips[-1]
    if timeline.opens and not (first.plain and first.start <= 1e-6):
        start = out[:, : frames(START_EDGE_SECONDS)]
        start *= np.linspace(0.0, 1.0, frames(START_EDGE_SECONDS), dtype=np.float32)[: start.shape[1]]
    if timeline.closes and not (last.plain and last.end >= timeline.grid.seconds - 1e-6):
        end = out[:, max(out.shape[1] - frames(EDGE_SECONDS), 0) :]
        end *= np.linspace(1.0, 0.0, frames(EDGE_SECONDS), dtype=np.float32)[-end.shape[1] :]


def _correlation(a: Samples, b: Samples) -> float:
    power = float(np.sqrt(np.sum(a * a, dtype=np.float64) * np.sum(b * b, dtype=np.float64)))
    return max(float(np.sum(a * b, dtype=np.float64)) / power, 0.0) if power > 1e-12 else 1.0
