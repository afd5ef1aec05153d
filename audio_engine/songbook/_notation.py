"""Reading the songbook's notation: chord symbols, steps, lines of notes and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from audio_engine.grid import Chord
from audio_engine.units import TONICS, Mode, Tonic

STRENGTH = {"X": 1.0, "x": 0.8, "o": 0.58, "-": 0.36}

_QUALITIES: dict[str, tuple[int, ...]] = {
    "": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "maj7": (0, 4, 7, 11),
    "add9": (0, 4, 7, 14), "m9": (0, 3, 7, 10, 14), "maj9": (0, 4, 7, 11, 14), "6": (0, 4, 7, 9),
    "m6": (0, 3, 7, 9), "sus4": (0, 5, 7), "5": (0, 7),
}  # fmt: skip
_FLATS = {"Db": "C#", "D#": "Eb", "Gb": "F#", "G#": "Ab", "A#": "Bb"}
_SYMBOL = re.compile(r"([A-G][b#]?)(m(?!aj)|)(maj7|maj9|add9|sus4|7|9|6|5|)(?:/([A-G][b#]?))?")


@dataclass(frozen=True)
class Harmony:
    """A chord as it is played: intervals over the root's pitch class, and the bass note's class."""

    root: int
    intervals: tuple[int, ...]
    bass: int

    def triad(self) -> Chord:
        """Its root with the third's mode."""
        mode: Mode = "minor" if 3 in self.intervals else "major"
        return Chord(root=TONICS[self.root], mode=mode)

    def voiced(self, low: int) -> tuple[int, ...]:
        """Its notes within an octave from `low` up, rising: the hand hardly moves between chords."""
        return tuple(sorted({low + (self.root + i - low) % 12 for i in self.intervals}))


@dataclass(frozen=True)
class Step:
    """One step that sounds: where in its bar, how long (both in bars), and its mark."""

    start: float
    length: float
    mark: str


@dataclass(frozen=True)
class Tone:
    """One note of a line: beats from the line's start, length in beats, MIDI pitch."""

    start_beats: float
    beats: float
    pitch: int


def tonic_of(written: str) -> Tonic:
    """The catalogue's spelling of a note name: "Db" is "C#"."""
    name = _FLATS.get(written, written)
    return next(t for t in TONICS if t == name)


def harmony(symbol: str) -> Harmony:
    """A chord symbol such as "Am7", "G/B" or "Dbmaj7"; ValueError for one it does not know."""
    match = _SYMBOL.fullmatch(symbol)
    if match is None or match[2] + match[3] not in _QUALITIES:
        raise ValueError(f"{symbol!r} is no chord of this songbook")
    root = TONICS.index(tonic_of(match[1]))
    bass = TONICS.index(tonic_of(match[4])) if match[4] else root
    return Harmony(root, _QUALITIES[match[2] + match[3]], bass)


def steps(bar: str) -> Iterator[Step]:
    """The steps of one bar that sound; "_" lengthens the step before it."""
    marks = "".join(bar.split())
    for i, mark in enumerate(marks):
        if mark not in "._":
            held = len(marks[i + 1 :]) - len(marks[i + 1 :].lstrip("_"))
            yield Step(i / len(marks), (1 + held) / len(marks), mark)


def line(written: str, beats_per_bar: int) -> list[Tone]:
    """The notes of a line; ValueError where a bar does not fill the metre."""
    tones: list[Tone] = []
    for number, bar in enumerate(written.split("|")):
        at = 0.0
        for word in bar.split():
            name, _, length = word.partition(":")
            if name != "R":
                tones.append(Tone(number * beats_per_bar + at, float(length), _pitch(name)))
            at += float(length)
        if abs(at - beats_per_bar) > 1e-6:
            raise ValueError(f"bar {number + 1} has {at} beats and not {beats_per_bar}: {bar.strip()}")
    return tones


def words(written: str) -> list[tuple[str, str]]:
    """Each syllable with the line that it begins, "" for all but the first of a line."""
    sung: list[tuple[str, str]] = []
    for verse in written.split("/"):
        syllables = verse.replace("-", " ").split()
        sung.extend((s, verse.strip().replace("-", "") if i == 0 else "") for i, s in enumerate(syllables))
    return sung


def _pitch(name: str) -> int:
    return TONICS.index(tonic_of(name[:-1])) + 12 * (int(name[-1]) + 1)
