"""What the effects that rearrange a sound share: slices on the beat grid, put down with soft edges."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from audio_engine.audio import Samples, frames
from audio_engine.effects._beat import Beat

EDGE_SECONDS = 0.004


@dataclass(frozen=True)
class Slice:
    """What is heard at the beats [at, at + length): the sound from the beat `source` on.

    Backwards it runs from the end of its source to the start.
    """

    at: float
    length: float
    source: float
    backwards: bool = False


def bars(samples: Samples, rate_hz: int, beat: Beat, length_beats: float) -> Iterable[int]:
    """The numbers of all pieces of `length_beats` that touch the sound, counted from its remix's start."""
    first, last = beat.position(np.array([0, samples.shape[1]]), rate_hz)
    return range(int(np.floor(first / length_beats)), int(np.ceil(last / length_beats)))


def rearranged(samples: Samples, rate_hz: int, beat: Beat, slices: Iterable[Slice]) -> Samples:
    """The sound with slices in place of what was there; the edges cross over within 4 ms.

    A slice whose source is not all in the sound is left out.
    """
    out = samples.copy()
    edge = frames(EDGE_SECONDS, rate_hz)
    for one in slices:
        start, end, source = np.round(
            beat.when(np.array([one.at, one.at + one.length, one.source]), rate_hz)
        ).astype(int)
        length = int(end - start)
        if source < 0 or source + length > samples.shape[1]:
            continue
        # It is there in full by its first beat and gone by its last: no scrap of the next attack is heard.
        place = np.arange(-edge, length)
        heard = length - 1 - place if one.backwards else place
        weight = np.clip(np.minimum(place + edge + 0.5, length - place - 0.5) / edge, 0.0, 1.0)
        _put(out, samples, start + place, source + heard, weight.astype(np.float32))
    return out


def _put(
    out: Samples,
    samples: Samples,
    to: np.ndarray[tuple[int], np.dtype[np.int64]],
    source: np.ndarray[tuple[int], np.dtype[np.int64]],
    weight: np.ndarray[tuple[int], np.dtype[np.float32]],
) -> None:
    """Crosses over from what stood at `to` to what lies at `source`; what is not there is silent."""
    total = samples.shape[1]
    inside = (to >= 0) & (to < total)
    to, source, weight = to[inside], source[inside], weight[inside]
    there = (source >= 0) & (source < total)
    new = samples[:, np.where(there, source, 0)] * there
    old = samples[:, to]
    out[:, to] += (new - old) * weight
