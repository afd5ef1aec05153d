"""Notes: what instruments play, in seconds and MIDI numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One note. pitch: MIDI number, 60 is middle C (for drum kits the General MIDI percussion map).

    velocity: 0.0 to 1.0. syllable: what a voice sings on it, "" for other instruments.
    """

    start_seconds: float
    length_seconds: float
    pitch: float
    velocity: float = 0.8
    syllable: str = ""


KICK, SIDE_STICK, SNARE, CLAP, CLOSED_HAT, OPEN_HAT = 36, 37, 38, 39, 42, 46
LOW_TOM, MID_TOM, HIGH_TOM, CRASH, RIDE, SHAKER, TAMBOURINE = 45, 47, 50, 49, 51, 70, 54


def frequency_hz(pitch: float) -> float:
    """Frequency of a MIDI number in equal temperament, A4 = 69 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))
