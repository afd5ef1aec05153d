"""Apart: the tracks of a remix, each by itself, as they go into the mix; together they are the mix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from audio_engine import effects, paged
from audio_engine.audio import Samples, frames
from audio_engine.mixer import Desk, on_mix
from audio_engine.plan import Effect, Layer, Transition
from audio_engine.stretch.seams import raised_cosine

SONG, MIX_EFFECTS = "song", "mix effects"
"""The song where it is not taken apart, and what effects on the whole mix add to it, where that cannot be
told apart by track."""
IN_MEMORY_SECONDS = 60.0
"""Longer tracks lie on disk while they are worked on: there are many of them at the same time."""
SILENT = 10.0 ** (-90.0 / 20.0)
"""What never gets above it cannot be heard."""


class Pieces:
    """The tracks of one window of a remix, by name, on their way through the mixer beside their sum."""

    def __init__(self) -> None:
        self.tracks: dict[str, Samples] = {}

    def add(self, name: str, sound: Samples) -> None:
        """One more track [2, frames]; two of one name are one track."""
        there = self.tracks.get(name)
        if there is None:
            self.tracks[name] = there = room(sound.shape[1])
        for block in paged.blocks(sound.shape[1]):
            there[:, block] += sound[:, block]

    def add_rest(self, name: str, sound: Samples) -> None:
        """What the tracks so far leave of a sound, as a track of its own."""
        left = sound.copy()
        for track in self.tracks.values():
            for block in paged.blocks(left.shape[1]):
                left[:, block] -= track[:, block]
        self.add(name, left)

    def on_mix(self, mix: Samples, steps: Iterable[object], desk: Desk) -> Samples:
        """What the steps that name no stem make of the mix; each track gets its part of it."""
        for step in steps:
            after = on_mix(mix, (step,), desk)
            if after is mix:
                continue
            if isinstance(step, Effect) and not linear(step):
                self.add(MIX_EFFECTS, after - mix)
            else:
                for track in self.tracks.values():
                    track[:] = on_mix(np.array(track), (step,), desk)
            mix = after
        return mix


class Apart:
    """The tracks of one whole render by name, [2, frames] each, before the master; their sum is the mix.

    What is done to the whole mix is done to each of them, where that comes to the same; else it is the
    track `MIX_EFFECTS`. Windows of a long remix are joined by plain crossfades.
    """

    def __init__(self) -> None:
        self.tracks: dict[str, Samples] = {}

    @property
    def sounding(self) -> Mapping[str, Samples]:
        """Those that can be heard anywhere."""
        return {name: sound for name, sound in self.tracks.items() if peak(sound) > SILENT}

    def lay(self, pieces: Pieces, start: int, kept: slice, total: int, join_frames: int) -> None:
        """Take in the part `kept` of a window as the frames from `start` on, of `total` in all."""
        for name, piece in pieces.tracks.items():
            if kept == slice(0, total):
                self.tracks[name] = piece
                continue
            if name not in self.tracks:
                self.tracks[name] = room(total)
            track = self.tracks[name]
            track[:, start : start + kept.stop - kept.start] = piece[:, kept]
            join = min(join_frames, start)
            before = slice(start - join, start)
            rise = raised_cosine(join)
            track[:, before] = (
                track[:, before] * (1.0 - rise) + piece[:, kept.start - join : kept.start] * rise
            )


def name_of(step: Layer | Transition) -> str:
    """What a newly played part is called as a track."""
    return f"{step.style} {step.instrument}" if isinstance(step, Layer) else str(step.name)


def linear(step: Effect) -> bool:
    """Whether what the effect makes of a sum is the sum of what it makes of the parts."""
    effect = effects.SHELF.take(step.name)
    return effect.TAIL_SECONDS > 0.0 or getattr(effect, "LINEAR", False)


def peak(sound: Samples) -> float:
    """The largest sample, block by block."""
    found = (np.abs(sound[:, block]).max(initial=0.0) for block in paged.blocks(sound.shape[1]))
    return float(max(found, default=0.0))


def room(frame_count: int) -> Samples:
    """Silence to write a track into."""
    return paged.silence(frame_count, frames(IN_MEMORY_SECONDS))
