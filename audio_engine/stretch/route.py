"""Routes: which frames of a sound are heard when, cut into the blocks that it is stretched in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from audio_engine.arrangement.warp import Warp
from audio_engine.audio import frames
from audio_engine.units import RATE_HZ

BLOCK_SECONDS = 5.0
STRAIGHT_SECONDS = 0.0005
"""Knots nearer than this to the straight line between their neighbours need no block of their own."""

SHORTEST_SECONDS = 0.001


@dataclass(frozen=True)
class Block:
    """Frames [start, end) of a sound, heard at [heard_start, heard_end) and shifted by semitones."""

    start: int
    end: int
    heard_start: int
    heard_end: int
    semitones: float = 0.0

    @property
    def ratio(self) -> float:
        """How many times as fast it is heard."""
        return (self.end - self.start) / (self.heard_end - self.heard_start)

    @property
    def plain(self) -> bool:
        """Whether it is heard just as it is; one frame more or less is only where it was rounded."""
        longer = self.heard_end - self.heard_start - (self.end - self.start)
        return abs(longer) <= 1 and self.semitones == 0.0

    def heard_at(self, frame: int) -> int:
        """Where one of its frames is heard."""
        ratio = 1.0 if self.plain else self.ratio
        return self.heard_start + round((frame - self.start) / ratio)

    def within(self, heard_start: int, heard_end: int) -> Block:
        """The part of it that is heard in [heard_start, heard_end): of a block that changes nothing."""
        before = max(heard_start - self.heard_start, 0)
        after = max(self.heard_end - heard_end, 0)
        return Block(self.start + before, self.end - after, self.heard_start + before, self.heard_end - after)

    def leads_to(self, other: Block) -> bool:
        """Whether the sound simply goes on from here to the other, at its own pitch or the same shift."""
        return self.end == other.start and self.semitones == other.semitones


Route = tuple[Block, ...]
"""Blocks in the order they are heard, end to end."""


@dataclass(frozen=True)
class Stretch:
    """Seconds [start, end) of a sound heard at [heard_start, heard_end): one straight line."""

    start: float
    end: float
    heard_start: float
    heard_end: float
    semitones: float = 0.0

    @property
    def heard_middle(self) -> float:
        """The middle of when it is heard."""
        return (self.heard_start + self.heard_end) / 2


def stretches(warp: Warp, seconds: float) -> tuple[Stretch, ...]:
    """The straight lines of a warp, up to the length of the sound."""
    knots = [knot for knot in warp.source_seconds if knot < seconds - SHORTEST_SECONDS] + [seconds]
    return tuple(Stretch(a, b, warp.heard_at(a), warp.heard_at(b)) for a, b in pairwise(knots))


def cut_at(lines: Iterable[Stretch], heard_seconds: Iterable[float]) -> tuple[Stretch, ...]:
    """The same lines, cut wherever one of those moments is heard."""
    edges = sorted(heard_seconds)
    found: list[Stretch] = []
    for line in lines:
        inside = [e for e in edges if line.heard_start + 1e-6 < e < line.heard_end - 1e-6]
        slope = (line.end - line.start) / (line.heard_end - line.heard_start)
        for low, high in pairwise([line.heard_start, *inside, line.heard_end]):
            start = line.start + (low - line.heard_start) * slope
            end = line.end if high == line.heard_end else line.start + (high - line.heard_start) * slope
            found.append(replace(line, start=start, end=end, heard_start=low, heard_end=high))
    return tuple(found)


def route(lines: Sequence[Stretch]) -> Route:
    """Blocks for lines that are heard end to end: bends too small to hear straightened, long lines cut.

    The blocks follow from the lines alone, so a part of a song is cut as the whole of it is.
    """
    found: list[Block] = []
    for line in _straightened(lines):
        plain = _is_plain(line) and not line.semitones
        pieces = 1 if plain else max(1, round((line.end - line.start) / BLOCK_SECONDS))
        for piece in range(pieces):
            low, high = _between(line, piece / pieces), _between(line, (piece + 1) / pieces)
            ends = (frames(low[0]), frames(high[0]), frames(low[1]), frames(high[1]))
            block = Block(*ends, line.semitones)
            if block.heard_end > block.heard_start and block.end > block.start:
                found.append(block)
            elif found:  # less than a frame long
                found[-1] = replace(found[-1], end=block.end, heard_end=block.heard_end)
    return tuple(found)


def part_of_route(blocks: Route, heard_start: int, heard_end: int) -> Route:
    """The blocks that are heard anywhere in [heard_start, heard_end)."""
    return tuple(b for b in blocks if b.heard_start < heard_end and b.heard_end > heard_start)


def _between(line: Stretch, share: float) -> tuple[float, float]:
    if share >= 1.0:
        return line.end, line.heard_end
    return (
        line.start + (line.end - line.start) * share,
        line.heard_start + (line.heard_end - line.heard_start) * share,
    )


def _straightened(lines: Sequence[Stretch]) -> list[Stretch]:
    groups: list[list[Stretch]] = []
    for line in lines:
        if groups and _may_join(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_chord(group) for group in groups]


def _may_join(group: Sequence[Stretch], line: Stretch) -> bool:
    last = group[-1]
    if last.semitones != line.semitones or not math.isclose(last.end, line.start, abs_tol=1e-9):
        return False
    if _is_plain(last) != _is_plain(line):
        return False
    whole = _chord([*group, line])
    slope = (whole.heard_end - whole.heard_start) / (whole.end - whole.start)
    off = (abs(whole.heard_start + (g.end - whole.start) * slope - g.heard_end) for g in group)
    return whole.end - whole.start <= BLOCK_SECONDS and max(off) <= STRAIGHT_SECONDS


def _is_plain(line: Stretch) -> bool:
    return math.isclose(line.end - line.start, line.heard_end - line.heard_start, abs_tol=0.5 / RATE_HZ)


def _chord(group: Sequence[Stretch]) -> Stretch:
    return replace(group[0], end=group[-1].end, heard_end=group[-1].heard_end)
