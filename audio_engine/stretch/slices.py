"""Slicing: drums along a route, every hit as it was played and only moved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.audio import Samples, frames
from audio_engine.progress import Progress, part_of
from audio_engine.stretch.onsets import find_onsets
from audio_engine.stretch.route import Block, Route
from audio_engine.stretch.seams import crossfade
from audio_engine.stretch.spectral import DRUMS, follow_spectrum

LEAD_SECONDS = 0.03
FADE_SECONDS = 0.02
CLEAR_SECONDS = 0.006
LEVEL_SECONDS = 0.01
LEVELS = 5
QUIETEST = 1e-10
MOST_DB = 40.0
EARLY_SECONDS = 0.025
"""A hit this little before a bar that the sound jumps to is that bar's own."""
LONGEST_SECONDS = 1.5
"""How long after a hit the sound is still its own; what comes later is stretched."""


@dataclass(frozen=True)
class _Hit:
    """Where a hit begins in the sound, where it is heard, its frames until the next, and the tempo there."""

    onset: int
    target: int
    room: int
    ratio: float


def follow_hits(samples: Samples, first_frame: int, route: Route, progress: Progress) -> Samples:
    """Drums along a route of which no block shifts the pitch, no hit itself stretched.

    samples: float32 [channels, frames] at `RATE_HZ`, beginning at frame `first_frame` of what the
    route counts. From 30 ms before each hit to just before the next the sound is the original's,
    moved to its new time; where it slows down, the gap that opens before the next hit is filled with
    the spectrally stretched stem, fading on as the hit did. Joins are raised cosines of at most 20 ms
    that end where the hit begins, so that nothing is heard before it. Blocks that change nothing are
    the sound itself.
    """
    out = follow_spectrum(samples, first_frame, route, DRUMS, part_of(progress, "stretch", 0.0, 0.9))
    origin = route[0].heard_start
    last = 0
    hits = _hits(find_onsets(samples, first_frame) + first_frame, route)
    targets = [hit.target - origin for hit in hits[1:]] + [out.shape[1]]
    for hit, following in zip(hits, targets, strict=False):
        onset, target = hit.onset - first_frame, hit.target - origin
        lead = min(frames(LEAD_SECONDS), onset, target)
        lead = min(lead, max(target - last - frames(FADE_SECONDS), min(frames(CLEAR_SECONDS), target - last)))
        length = min(hit.room, samples.shape[1] - onset, out.shape[1] - target)
        if length > 0:
            _die_away(out, samples[:, onset : onset + length], target, following, hit.ratio)
            _place(out, samples[:, onset - lead : onset + length], target - lead, lead)
            last = target
    _restore(out, samples, first_frame, route)
    progress("stretch", 1.0)
    return out


def _hits(onsets: NDArray[np.int64], route: Route) -> list[_Hit]:
    """Every hit as often as it is heard, in order."""
    found: list[_Hit] = []
    for index, block in enumerate(route):
        jumps_in = index > 0 and route[index - 1].end != block.start
        jumps_out = index + 1 < len(route) and route[index + 1].start != block.end
        low = block.start - (frames(EARLY_SECONDS) if jumps_in else 0)
        high = block.end - (frames(EARLY_SECONDS) if jumps_out else 0)
        for onset in onsets[(onsets >= low) & (onsets < high)].tolist():
            found.append(_Hit(onset, block.heard_at(onset), _room(onset, onsets, route[index:]), block.ratio))
    clear = frames(CLEAR_SECONDS)
    for index, (hit, after) in enumerate(pairwise(found)):
        found[index] = replace(hit, room=min(hit.room, after.target - hit.target - clear))
    return found


def _room(onset: int, onsets: NDArray[np.int64], ahead: Route) -> int:
    """Frames from a hit to the next one in the sound, or to where the sound jumps."""
    place = int(np.searchsorted(onsets, onset, side="right"))
    room = frames(LONGEST_SECONDS)
    if place < onsets.size:
        room = min(room, int(onsets[place]) - onset - frames(CLEAR_SECONDS))
    heard = ahead[0].heard_at(onset)
    for block, after in pairwise(ahead):
        if block.end != after.start:
            return min(room, block.heard_end - heard)
        if block.heard_end - heard > room:
            break
    return room


def _die_away(out: Samples, piece: Samples, target: int, following: int, ratio: float) -> None:
    """Lets what fills the time from a hit to the following fade on as the hit itself was fading, in place.

    What was stretched dies away more slowly: t seconds after the hit it stands where the original
    stood after `ratio` times t. The hit's own slope, a straight line through its level in dB, says how
    much less there would be.
    """
    step = frames(LEVEL_SECONDS)
    count = piece.shape[1] // step
    if count < LEVELS or ratio >= 1.0:
        return
    powers = np.square(piece[:, : count * step]).reshape(piece.shape[0], count, step).mean(axis=(0, 2))
    levels = 10.0 * np.log10(powers[1:] + QUIETEST)
    slope = min(float(np.polyfit(np.arange(1, count), levels, 1)[0]), 0.0) / step
    reach = frames(2 * LONGEST_SECONDS)
    begin = target + max(piece.shape[1] - frames(FADE_SECONDS), 0)
    since = np.arange(begin, min(following, target + reach)) - target
    ending = np.clip((reach - since) / frames(1.0), 0.0, 1.0)
    lost_db = np.maximum(slope * (1.0 - ratio) * since, -MOST_DB) * ending
    out[:, begin : begin + since.size] *= (10.0 ** (lost_db / 20.0)).astype(np.float32)


def _place(out: Samples, piece: Samples, at: int, lead: int) -> None:
    """Writes a piece into `out` from frame `at`, faded into what is there on both sides."""
    end = at + piece.shape[1]
    rise = min(frames(FADE_SECONDS), lead)
    fall = min(frames(FADE_SECONDS), (piece.shape[1] - lead) // 2)
    if rise:
        out[:, at : at + rise] = crossfade(out[:, at : at + rise], piece[:, :rise])
    if fall:
        out[:, end - fall : end] = crossfade(piece[:, -fall:], out[:, end - fall : end])
    out[:, at + rise : end - fall] = piece[:, rise : piece.shape[1] - fall]


def _restore(out: Samples, samples: Samples, first_frame: int, route: Route) -> None:
    """Puts the sound itself back where nothing changes, bit for bit, in place."""
    origin = route[0].heard_start
    for block in route:
        if block.plain:
            _put(out, block.heard_start - origin, _part(samples, block, first_frame))


def _part(samples: Samples, block: Block, first_frame: int) -> Samples:
    start = max(block.start - first_frame, 0)
    return samples[:, start : start + block.heard_end - block.heard_start]


def _put(out: Samples, at: int, piece: Samples) -> None:
    end = min(at + piece.shape[1], out.shape[1])
    out[:, at:end] = piece[:, : end - at]
