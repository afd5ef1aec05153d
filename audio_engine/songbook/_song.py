"""The words a song is written in: parts, passages, grooves.

Notation, one string per passage, its bars divided by "|" and repeated while the passage lasts:
- chords: one per bar, "C G/B Am7 Fmaj7".
- drums and chords in steps: "X" hard, "x" usual, "o" soft, "-" a ghost, "_" holds on, "." rests;
  a bar may have any number of steps.
- bass in steps: "R" root, "3" "5" "7" of the chord, "8" octave, "a" a step below the next root.
- arpeggio in steps: "0" to "9", the chord's notes from below.
- line: notes and their beats, "E4:1 G4:.5 R:.5" (R rests).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from audio_engine.grid import Key
from audio_engine.units import SectionLabel, StemName

PartKind = Literal["drums", "bass", "chords", "arpeggio", "line"]

Groove = Mapping[str, str]
"""Steps of each drum by its name: "kick", "snare", "hat" ..."""


@dataclass(frozen=True)
class Part:
    """One player: instrument, stem, register and place in the mix.

    low: the lowest pitch (MIDI) of its chords or bass notes. pan: -1.0 to 1.0.
    reverb_db: level of the room and its echoes beside the dry sound, -60 is none.
    pump: how far each kick pushes it down, 0 to 1.
    scale_steps: plays the line that many steps of the scale higher (below zero: lower).
    """

    instrument: str
    stem: StemName
    kind: PartKind
    low: int = 48
    level_db: float = 0.0
    pan: float = 0.0
    reverb_db: float = -60.0
    pump: float = 0.0
    scale_steps: int = 0


@dataclass(frozen=True)
class Passage:
    """A section: its chords give its length; `plays` what each part does, missing parts rest.

    words: syllables by "-", words by spaces, lines by "/"; sung by the parts in the stem "vocals".
    groove, fill: the drums, and what they do in the last bar instead. force: loudness of playing.
    """

    label: SectionLabel
    chords: str
    plays: Mapping[str, str]
    groove: Groove = field(default_factory=dict)
    fill: Groove = field(default_factory=dict)
    words: str = ""
    force: float = 1.0


@dataclass(frozen=True)
class Song:
    """A whole song.

    swing: where the second of two short steps falls, 0.5 is straight, 0.66 a triplet;
    swing_beats: length of the pair. looseness_seconds: how freely the players time their notes.
    echo: level of the echoes (a dotted eighth apart) within the room sound. drum_drive: how far the drums'
    peaks are rounded off.
    """

    tempo_bpm: float
    beats_per_bar: int
    key: Key
    parts: Mapping[str, Part]
    passages: tuple[Passage, ...]
    seed: int
    swing: float = 0.5
    swing_beats: float = 1.0
    looseness_seconds: float = 0.0
    reverb_seconds: float = 1.6
    echo: float = 0.4
    drum_drive: float = 0.5
