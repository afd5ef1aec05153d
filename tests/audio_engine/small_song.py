"""A small song whose every sample is known: 24 bars at 120 BPM, four stems, five sections."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np

from audio_engine.audio import Samples, on_pcm24_grid, summed
from audio_engine.files.store_audio import write_flac
from audio_engine.grid import Chord, Grid, Hearing, Key, Section
from audio_engine.source import Source
from audio_engine.units import RATE_HZ, SectionLabel, StemName

BPM, BARS = 120.0, 24
BAR_SECONDS = 4 * 60 / BPM
SECONDS = BARS * BAR_SECONDS
FORM: tuple[tuple[SectionLabel, int], ...] = (
    ("intro", 2), ("verse", 6), ("chorus", 4), ("bridge", 4), ("chorus", 4), ("outro", 4),
)  # fmt: skip


def grid() -> Grid:
    """The time line: beats every half second from 0.0."""
    edges = np.cumsum([0, *(bars for _, bars in FORM)]) * BAR_SECONDS
    sections = tuple(
        Section(label=label, start_seconds=float(a), end_seconds=float(b))
        for (label, _), (a, b) in zip(FORM, pairwise(edges), strict=True)
    )
    return Grid(
        tempo_bpm=BPM,
        beats_per_bar=4,
        beats_seconds=tuple(i * 60 / BPM for i in range(BARS * 4)),
        sections=sections,
        seconds=SECONDS,
    )


def tone(hz: float, gain: float = 0.1) -> Samples:
    """A stereo sine through the whole song."""
    t = np.arange(round(SECONDS * RATE_HZ)) / RATE_HZ
    return np.tile((gain * np.sin(2 * np.pi * hz * t)).astype(np.float32), (2, 1))


def clicks() -> Samples:
    """A short decaying noise on every beat, louder on the first of the bar."""
    out = np.zeros((2, round(SECONDS * RATE_HZ)), dtype=np.float32)
    rng = np.random.default_rng(7)
    burst = (rng.standard_normal(1500) * np.exp(-np.arange(1500) / 250)).astype(np.float32)
    for beat in range(BARS * 4):
        at = round(beat * 60 / BPM * RATE_HZ)
        out[:, at : at + 1500] += burst * (0.25 if beat % 4 == 0 else 0.15)
    return out


def stems() -> dict[StemName, Samples]:
    """Vocals a 660 Hz tone in verses and choruses, bass 110 Hz, other 440 and 554 Hz, drums clicks."""
    voice = tone(660.0, 0.12)
    for section in grid().sections:
        if section.label not in ("verse", "chorus"):
            start, end = (round(x * RATE_HZ) for x in (section.start_seconds, section.end_seconds))
            voice[:, start:end] = 0.0
    parts: dict[StemName, Samples] = {
        "vocals": voice,
        "drums": clicks(),
        "bass": tone(110.0, 0.15),
        "other": tone(440.0, 0.06) + tone(554.365, 0.05),
    }
    return {name: on_pcm24_grid(part) for name, part in parts.items()}


def write_parts(folder: Path, parts: dict[StemName, Samples]) -> dict[StemName, Path]:
    """Stems and their mix as FLAC files in a folder; where the stems lie."""
    folder.mkdir(parents=True, exist_ok=True)
    write_flac(folder / "mix.flac", summed(parts.values()))
    for name, part in parts.items():
        write_flac(folder / f"{name}.flac", part)
    return {name: folder / f"{name}.flac" for name in parts}


def write_song(folder: Path, with_stems: bool = True) -> Source:
    """The song as FLAC files in a folder."""
    paths = write_parts(folder, stems())
    hearing = Hearing(
        grid=grid(),
        key=Key(tonic="A", mode="major"),
        chords=tuple(Chord(root="A", mode="major") for _ in range(BARS)),
        bar_energy_db=tuple(-20.0 for _ in range(BARS)),
        loudness_lufs=-17.0,
        true_peak_dbtp=-5.0,
    )
    return Source(mix=folder / "mix.flac", hearing=hearing, stems=paths if with_stems else {})
