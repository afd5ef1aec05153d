"""Harmony: the tones of a chord in the song's key, laid so that each voice moves little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio_engine.grid import Chord, Hearing, Key
from audio_engine.styles import Voicing
from audio_engine.units import TONICS

SCALES = {"major": (0, 2, 4, 5, 7, 9, 11), "minor": (0, 2, 3, 5, 7, 8, 10)}


@dataclass(frozen=True)
class Harmony:
    """What sounds in one bar: a root (0 is C), the semitones of its chord tones, and the next root.

    semitones: how far the song was moved; every pitch that comes out of here is moved with it.
    """

    root: int
    third: int
    seventh: int
    ninth: int
    following: int
    semitones: float

    def above(self, low: int, interval: int = 0) -> float:
        """The pitch of the root, or a tone above it: the root lies within the octave from `low` up."""
        return low + (self.root + self.semitones - low) % 12.0 + interval

    def leading(self, low: int) -> float:
        """A semitone below the next bar's root."""
        return low + (self.following + self.semitones - 1.0 - low) % 12.0

    def voiced(self, low: int, voicing: Voicing) -> tuple[float, ...]:
        """The chord's pitches, rising, all within the octave from `low` up: common tones stay in place."""
        intervals: dict[Voicing, tuple[int, ...]] = {
            "root": (0,),
            "power": (0, 7),
            "triad": (0, self.third, 7),
            "seventh": (0, self.third, 7, self.seventh),
            "ninth": (self.third, 7, self.seventh, self.ninth),
        }
        return tuple(sorted(low + (self.root + i + self.semitones - low) % 12.0 for i in intervals[voicing]))


def harmony(hearing: Hearing, bar: int, next_bar: int, semitones: float) -> Harmony:
    """The harmony of a bar of the original; where no chord was heard, that of the key, then the last one."""
    chord, following = _chord(hearing, bar), _chord(hearing, next_bar)
    root = TONICS.index(chord.root)
    scale = _scale(hearing.key)
    third = 4 if chord.mode == "major" else 3
    return Harmony(
        root=root,
        third=third,
        seventh=_in_scale(root, (10, 11) if third == 3 else (11, 10), scale),
        ninth=_in_scale(root, (14, 13), scale),
        following=TONICS.index(following.root),
        semitones=semitones,
    )


def _chord(hearing: Hearing, bar: int) -> Chord:
    chord = hearing.chords[bar] if 0 <= bar < len(hearing.chords) else None
    if chord is not None:
        return chord
    if hearing.key is not None:
        return Chord(root=hearing.key.tonic, mode=hearing.key.mode)
    heard = [c for c in hearing.chords[: bar + 1] if c is not None]
    anywhere = [c for c in hearing.chords if c is not None]
    return heard[-1] if heard else anywhere[0] if anywhere else Chord(root="C", mode="major")


def _scale(key: Key | None) -> frozenset[int]:
    if key is None:
        return frozenset(range(12))
    tonic = TONICS.index(key.tonic)
    return frozenset((tonic + step) % 12 for step in SCALES[key.mode])


def _in_scale(root: int, wanted: Sequence[int], scale: frozenset[int]) -> int:
    """The first of the intervals that lies in the key, else the first."""
    return next((i for i in wanted if (root + i) % 12 in scale), wanted[0])
