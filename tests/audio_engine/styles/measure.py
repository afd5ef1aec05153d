"""A small song to play styles to, and what is measured in what they play."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from audio_engine.arrangement.timeline import Clip, Timeline
from audio_engine.arrangement.warp import Warp
from audio_engine.audio import Samples
from audio_engine.grid import Chord, Grid, Hearing, Key, Section
from audio_engine.layers import played
from audio_engine.plan import Layer
from audio_engine.styles import Role, style
from audio_engine.units import RATE_HZ, Mode, SectionLabel, Tonic

SONG_DB = -14.0
HOP = 110
CHORDS: tuple[tuple[Tonic, Mode], ...] = (("A", "minor"), ("F", "major"), ("C", "major"), ("G", "major"))


def bpm_of(name: str) -> float:
    """The middle of the tempos that a style wants."""
    wish = style(name).tempo
    return ((wish.low_bpm or 100.0) + (wish.high_bpm or 100.0)) / 2.0


def song(
    tempo_bpm: float,
    form: tuple[tuple[SectionLabel, int], ...] = (("verse", 4),),
    beats_per_bar: int = 4,
    ratio: float = 1.0,
    beat_parts: int = 2,
) -> tuple[Timeline, Hearing]:
    """A song in A minor, a chord to the bar, and its whole time line at a tempo ratio."""
    beat, bars = 60.0 / tempo_bpm, sum(count for _, count in form)
    edges = np.cumsum([0, *(count for _, count in form)]) * beats_per_bar * beat
    seconds = bars * beats_per_bar * beat
    grid = Grid(
        tempo_bpm=tempo_bpm,
        beats_per_bar=beats_per_bar,
        beat_parts=beat_parts,
        beats_seconds=tuple(i * beat for i in range(bars * beats_per_bar)),
        sections=tuple(
            Section(label=label, start_seconds=float(a), end_seconds=float(b))
            for (label, _), (a, b) in zip(form, pairwise(edges), strict=True)
        ),
        seconds=seconds,
    )
    chords = tuple(Chord(root=root, mode=mode) for root, mode in (CHORDS * bars)[:bars])
    hearing = Hearing(
        grid=grid,
        key=Key(tonic="A", mode="minor"),
        chords=chords,
        loudness_lufs=SONG_DB,
        true_peak_dbtp=-1.0,
    )
    return Timeline(grid, (Clip(0.0, seconds),), Warp.steady(ratio, seconds)), hearing


@cache
def heard(name: str, role: Role) -> Samples:
    """Three bars of a verse as that part of the style plays them, in the style's own tempo."""
    timeline, hearing = song(bpm_of(name), (("verse", 3),))
    return played(Layer(instrument=role, style=name), timeline, hearing, 0.0, SONG_DB, 1)


def band(samples: Samples, low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """The middle of the sound between two frequencies, float64 [frames]."""
    mono = samples.mean(axis=0, dtype=np.float64)
    size = 1 << (len(mono) - 1).bit_length()
    spectrum = np.fft.rfft(mono, size)
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0.0
    return np.fft.irfft(spectrum, size)[: len(mono)]


def rises(samples: Samples, low_hz: float, high_hz: float) -> NDArray[np.float64]:
    """How much a band's level rises around each hop of 2.5 ms, its greatest rise 1.0."""
    filtered = band(samples, low_hz, high_hz)
    count = len(filtered) // HOP
    level = np.sqrt(np.mean(filtered[: count * HOP].reshape(count, HOP) ** 2, axis=1))
    wide = 6
    level = np.convolve(np.pad(level, (wide, wide)), np.ones(3) / 3.0, "same")
    rise = np.maximum(level[2 * wide :] - level[: -2 * wide], 0.0)
    return rise / rise.max()


def strongest_rise(
    rise: NDArray[np.float64], at_seconds: float, within_seconds: float
) -> tuple[float, float]:
    """The greatest rise near a moment, and when it is."""
    middle, around = at_seconds * RATE_HZ / HOP, within_seconds * RATE_HZ / HOP
    first = max(0, round(middle - around))
    near = rise[first : round(middle + around) + 1]
    best = int(np.argmax(near))
    return float(near[best]), (first + best) * HOP / RATE_HZ


def share_below(samples: Samples, limit_hz: float) -> float:
    """The part of the power below a frequency."""
    mono = samples.mean(axis=0, dtype=np.float64)
    size = 1 << (len(mono) - 1).bit_length()
    power = np.abs(np.fft.rfft(mono, size)) ** 2
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    return float(power[hz < limit_hz].sum() / power.sum())


def power_db(samples: Samples, low_hz: float, high_hz: float) -> float:
    """The energy of both channels in a band, in dB against one frame of full scale."""
    size = 1 << (samples.shape[1] - 1).bit_length()
    power = (np.abs(np.fft.rfft(samples, size, axis=1)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(size, 1.0 / RATE_HZ)
    return float(10.0 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() + 1e-9))
