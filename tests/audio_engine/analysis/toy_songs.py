"""Small synthetic songs whose tempo, beats, bars, key, chords and form are known exactly."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from audio_engine.units import RATE_HZ, TONICS

PATTERNS = {
    # quarters of a beat: kick, snare, hat
    "rock": ((0, 8, 10), (4, 12), (0, 2, 4, 6, 8, 10, 12, 14)),
    "four": ((0, 4, 8, 12), (4, 12), (2, 6, 10, 14)),
    "half": ((0, 6), (8,), (0, 4, 8, 12)),
    "break": ((0, 10), (4, 12), (0, 2, 4, 6, 8, 10, 12, 14)),
    "swing": ((0, 8), (4, 12), (0, 4, 6.667, 8, 12, 14.667)),
    "waltz": ((0,), (4, 8), (0, 4, 8)),
    "five": ((0, 12), (8, 16), (0, 4, 8, 12, 16)),
    "six": ((0,), (4,), (0, 4 / 3, 8 / 3, 4, 16 / 3, 20 / 3)),
    "none": ((), (), ()),
}
BEATS_PER_BAR = {"waltz": 3, "five": 5, "six": 2}


@dataclass(frozen=True)
class ToySong:
    """samples [2, frames] with what is true of them; seconds from the start of the samples."""

    samples: np.ndarray
    beats: np.ndarray
    downbeats: np.ndarray
    tempo_bpm: float
    key: str
    chords: tuple[str, ...]
    boundaries: tuple[float, ...]


@lru_cache(maxsize=500)
def tone(midi, seconds, level, decay=1.5, partials=6):
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    frequency = 440 * 2 ** ((midi - 69) / 12)
    wave = sum(
        np.sin(2 * np.pi * n * frequency * times) / n**1.3
        for n in range(1, partials + 1)
        if n * frequency < 16_000
    )
    return (
        level
        * wave
        * np.exp(-times * decay)
        * np.minimum(1, times / 0.003)
        * np.minimum(1, times[::-1] / 0.01)
    )


def hit(kind, rng):
    times = np.arange(round(0.25 * RATE_HZ)) / RATE_HZ
    noise = rng.normal(size=len(times))
    if kind == "kick":
        return 0.7 * np.sin(2 * np.pi * (50 * times + 6 * (1 - np.exp(-times * 30)))) * np.exp(-times * 14)
    if kind == "snare":
        return 0.25 * noise * np.exp(-times * 22) + 0.2 * np.sin(2 * np.pi * 190 * times) * np.exp(
            -times * 25
        )
    return 0.1 * np.diff(noise, prepend=0.0) * np.exp(-times * 70)


def add(mix, sound, at_seconds):
    start = round(at_seconds * RATE_HZ)
    if start < len(mix):
        part = sound[: len(mix) - start]
        mix[start : start + len(part)] += part


def toy_song(
    tempo_bpm=120.0,
    tonic="C",
    mode="major",
    pattern="rock",
    form=(("verse", 8),),
    lead_in=0.0,
    tempo_end_bpm=None,
    transpose=0.0,
    seed=0,
):
    """A song of whole bars: `form` names sections and their bars; a chorus is fuller and louder."""
    rng = np.random.default_rng(seed)
    per_bar = BEATS_PER_BAR.get(pattern, 4)
    bars = sum(count for _, count in form)
    tempi = np.linspace(tempo_bpm, tempo_end_bpm or tempo_bpm, bars * per_bar)
    beats = lead_in + np.concatenate([[0.0], np.cumsum(60 / tempi)])
    mix = np.zeros(round((beats[-1] + 1.0) * RATE_HZ))
    root = TONICS.index(tonic)
    steps = {"major": ((0, 5, 7, 0), (9, 5, 0, 7)), "minor": ((0, 8, 10, 0), (5, 8, 0, 7))}[mode]
    minor_degrees = (9, 2, 4) if mode == "major" else (0, 5, 7)
    chords, boundaries, bar = [], [], 0
    for name, count in form:
        boundaries.append(beats[bar * per_bar])
        for index in range(count):
            degree = steps[name == "chorus"][index % 4]
            chord_root = (root + degree) % 12
            minor = degree in minor_degrees
            chords.append(TONICS[chord_root] + ("m" if minor else ""))
            at = np.interp(
                np.arange(0, per_bar + 0.01, 0.25),
                np.arange(per_bar + 1),
                beats[bar * per_bar :][: per_bar + 1],
            )
            play_bar(mix, at, chord_root + transpose, 3 if minor else 4, name, pattern, rng)
            bar += 1
    mix *= 0.5 / np.abs(mix).max()
    return ToySong(
        np.stack([mix, mix]).astype(np.float32),
        beats[:-1],
        beats[:-1:per_bar],
        tempo_bpm,
        f"{tonic} {mode}",
        tuple(chords),
        tuple(boundaries),
    )


def play_bar(mix, at, chord_root, third, section, pattern, rng):
    """One bar; `at` holds the seconds of every sixteenth."""
    length = round(float(at[-1] - at[0]), 2)
    full = section == "chorus"
    when = lambda step: np.interp(step, np.arange(len(at)), at)  # noqa: E731 - a name for one line
    if section not in ("intro", "outro"):
        for kind, hits in zip(("kick", "snare", "hat"), PATTERNS[pattern], strict=True):
            for step in hits:
                add(mix, hit(kind, rng) * (1.2 if full else 0.8), when(step))
    part = 4 / 3 if pattern == "six" else 2
    eighths = np.arange(0, len(at) - 1.01, part if full else 4)
    for step in eighths:
        add(mix, tone(36 + chord_root % 12, length / 4, 0.25, 4.0), when(step))
    for note in (0, third, 7):
        add(mix, tone(60 + (chord_root + note) % 12, length, 0.12 if full else 0.07, 0.8), at[0])
    for step in range(0, len(at) - 1, 4):
        note = (0, third, 7, 12)[rng.integers(4)]
        add(mix, tone(72 + chord_root % 12 + note, length / 4, 0.12 if full else 0.05, 3.0), when(step))
