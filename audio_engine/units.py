"""Units of sound: the names, the closed vocabularies and the few conversions between them."""

from __future__ import annotations

import math
from typing import Literal, get_args

RATE_HZ = 44_100
"""The catalogue's sample rate: every song is brought to it once, at import."""

MEASURED_SECONDS = 8.0
"""The tempo of a part is measured where it goes on evenly for so long, as it is heard."""

StemName = Literal["vocals", "drums", "bass", "guitar", "piano", "other"]
STEMS: tuple[StemName, ...] = get_args(StemName)

Tonic = Literal["C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B"]
TONICS: tuple[Tonic, ...] = get_args(Tonic)
Mode = Literal["major", "minor"]

SectionLabel = Literal[
    "intro", "verse", "prechorus", "chorus", "bridge", "breakdown", "drop", "solo", "outro"
]
SECTION_LABELS: tuple[SectionLabel, ...] = get_args(SectionLabel)

Amount = Literal["subtle", "medium", "heavy"]


def gain_from_db(level_db: float) -> float:
    """Amplitude factor of a level in dB: 10^(dB/20)."""
    return float(10.0 ** (level_db / 20.0))


def db_from_gain(gain: float) -> float:
    """Level in dB of an amplitude factor; -200 dB stands for silence."""
    return 20.0 * math.log10(gain) if gain > 1e-10 else -200.0


def ratio_from_semitones(semitones: float) -> float:
    """Frequency ratio of an interval in equal temperament: 2^(n/12)."""
    return float(2.0 ** (semitones / 12.0))


def semitones_from_ratio(ratio: float) -> float:
    """Interval in semitones of a frequency ratio above 0."""
    return 12.0 * math.log2(ratio)


def shortest_interval(from_tonic: Tonic, to_tonic: Tonic) -> int:
    """Semitones from one tonic to another by the shorter way, -5 to 6."""
    up = (TONICS.index(to_tonic) - TONICS.index(from_tonic)) % 12
    return up if up <= 6 else up - 12
