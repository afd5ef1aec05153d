"""Windows: a long remix mixed piece by piece into one sound, without a seam that can be heard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audio_engine import paged
from audio_engine.audio import Samples, frames
from audio_engine.progress import Progress, part_of
from audio_engine.render.apart import Apart, Pieces
from audio_engine.render.heard import Heard
from audio_engine.render.mixing import Mixing
from audio_engine.stretch.seams import crossfade

LONGEST_WHOLE_SECONDS = 240.0
"""What is longer is mixed in windows: an hour then needs no more memory than some minutes."""
WINDOW_SECONDS = 120.0
JOIN_SECONDS = 0.05
ALIGNED_FRAMES = 4096
"""Windows begin on multiples of it, so that what counts in hops counts the same hops in each."""


@dataclass(frozen=True)
class Span:
    """The frames [start, end) of a remix, and those [played_from, played_to) that are played for them."""

    start: int
    end: int
    played_from: int
    played_to: int

    @property
    def kept(self) -> slice:
        """The span itself, in frames of what is played for it."""
        return slice(self.start - self.played_from, self.end - self.played_from)


def spans_of(frame_count: int, window_frames: int, margins: tuple[int, int]) -> Iterator[Span]:
    """A remix of that many frames in windows, each played with `margins` before and after it."""
    join = frames(JOIN_SECONDS)
    step = max(window_frames // ALIGNED_FRAMES, 1) * ALIGNED_FRAMES
    before = -(-(margins[0] + join) // ALIGNED_FRAMES) * ALIGNED_FRAMES
    for start in range(0, frame_count, step):
        end = min(start + step, frame_count)
        yield Span(start, end, max(start - before, 0), min(end + margins[1], frame_count))


def mixed_at_once(
    mixing: Mixing, span: tuple[int, int], heard: Heard, progress: Progress, apart: Apart | None = None
) -> Samples:
    """The frames [start, end) of a remix before mastering, [2, frames]; apart: takes in its tracks."""
    pieces = Pieces() if apart is not None else None
    sound = mixing.window(*span, heard, slice(None), progress, pieces)
    if apart is not None and pieces is not None:
        apart.lay(pieces, 0, slice(0, sound.shape[1]), sound.shape[1], 0)
    return sound


def mixed_in_windows(
    mixing: Mixing, window_frames: int, heard: Heard, progress: Progress, apart: Apart | None = None
) -> Samples:
    """All of a remix before mastering, [2, frames]; where tempo, pitch and effects allow, bit for bit
    what it is when it is mixed as a whole. apart: takes in its tracks."""
    total = mixing.timeline.frame_count
    out = paged.empty(total)
    middle = total // 2
    for span in spans_of(total, window_frames, mixing.margins):
        report = part_of(progress, "tempo and pitch", span.start / total, span.end / total)
        listening = span.start <= middle < span.end
        here = heard if listening else heard.elsewhere()
        pieces = Pieces() if apart is not None else None
        _lay(out, mixing.window(span.played_from, span.played_to, here, span.kept, report, pieces), span)
        if apart is not None and pieces is not None:
            apart.lay(pieces, span.start, span.kept, total, frames(JOIN_SECONDS))
    return out


def _lay(out: Samples, sound: Samples, span: Span) -> None:
    """Write a window, crossing over from the one before it where the two differ."""
    out[:, span.start : span.end] = sound[:, span.kept]
    join = min(frames(JOIN_SECONDS), span.start)
    before = slice(span.start - join, span.start)
    coming = sound[:, span.kept.start - join : span.kept.start]
    if join and not np.array_equal(out[:, before], coming):
        out[:, before] = crossfade(out[:, before], coming)
