"""Fill: drums that fill the second half of the last bar before a part."""

from __future__ import annotations

from itertools import pairwise

from audio_engine import notes
from audio_engine.arrangement.approaches import Approach
from audio_engine.transitions import Sound
from audio_engine.transitions._sounds import drummed

PER_BEAT = 4
DRUMS = (notes.SNARE, notes.HIGH_TOM, notes.MID_TOM, notes.LOW_TOM)


def sounds(before: Approach, seed: int) -> tuple[Sound, ...]:
    """Sixteenths from the snare down over the toms, louder and louder, and a crash with the part."""
    edges = before.bars[-1].beat_frames
    beats = list(pairwise(edges))[len(edges) // 2 :] or [(edges[0], edges[-1])]
    hits = []
    for number, (start, end) in enumerate(beats):
        for part in range(PER_BEAT):
            grown = (number + part / PER_BEAT) / len(beats)
            drum = DRUMS[min(int(grown * len(DRUMS)), len(DRUMS) - 1)]
            hits.append((start + part * (end - start) // PER_BEAT, drum, 0.55 + 0.4 * grown))
    hits.append((before.end_frame, notes.CRASH, 0.7))
    return (drummed(hits, seed, -3.0),)
