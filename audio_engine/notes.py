"""Notes: what instruments play, in seconds and MIDI numbers."""

from __future__ import annotations

from collections.abc import Mapping
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


KICK, SIDE_STICK, SNARE, CLAP, CLOSED_HAT, PEDAL_HAT, OPEN_HAT = 36, 37, 38, 39, 42, 44, 46
LOW_TOM, MID_TOM, HIGH_TOM, CRASH, RIDE, RIDE_BELL, BRUSH_SWEEP = 45, 47, 50, 49, 51, 53, 40
SHAKER, TAMBOURINE, COWBELL, CLAVES, GUIRO, TRIANGLE, WOOD_BLOCK, AGOGO = 70, 54, 56, 75, 73, 81, 76, 67
HIGH_BONGO, LOW_BONGO, MUTE_CONGA, HIGH_CONGA, LOW_CONGA = 60, 61, 62, 63, 64
HIGH_TIMBALE, LOW_TIMBALE, MUTE_SURDO, OPEN_SURDO = 65, 66, 86, 87
"""General MIDI percussion; the surdos are General MIDI 2, the brush sweep its brush kit's 40."""


DRUM_NUMBERS: Mapping[str, int] = {
    "kick": KICK, "snare": SNARE, "side_stick": SIDE_STICK, "clap": CLAP, "closed_hat": CLOSED_HAT,
    "pedal_hat": PEDAL_HAT, "open_hat": OPEN_HAT, "low_tom": LOW_TOM, "mid_tom": MID_TOM,
    "high_tom": HIGH_TOM, "crash": CRASH, "ride": RIDE, "ride_bell": RIDE_BELL, "brush_sweep": BRUSH_SWEEP,
    "shaker": SHAKER, "tambourine": TAMBOURINE, "cowbell": COWBELL, "claves": CLAVES, "guiro": GUIRO,
    "triangle": TRIANGLE, "wood_block": WOOD_BLOCK, "agogo": AGOGO, "high_bongo": HIGH_BONGO,
    "low_bongo": LOW_BONGO, "mute_conga": MUTE_CONGA, "high_conga": HIGH_CONGA, "low_conga": LOW_CONGA,
    "high_timbale": HIGH_TIMBALE, "low_timbale": LOW_TIMBALE, "mute_surdo": MUTE_SURDO,
    "open_surdo": OPEN_SURDO,
}  # fmt: skip


def frequency_hz(pitch: float) -> float:
    """Frequency of a MIDI number in equal temperament, A4 = 69 = 440 Hz."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))
