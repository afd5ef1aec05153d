"""A song of three minutes with true stems: a demo song played round and round, in a catalogue of its own."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

from audio_engine.audio import Samples, fit, frames, pcm_hash
from audio_engine.files.store_audio import write_flac
from audio_engine.grid import Grid, Hearing, Section
from audio_engine.source import Source
from skills.catalog.song import Song, SongFacts
from skills.rights.license import parse_grant
from skills.studio.incoming import enter
from skills.studio.settings import Settings
from skills.studio.studio import Studio
from tests.evaluation.sources import source_of
from tests.evaluation.truths import demo_truth

SECONDS = 180.0
TITLE = "Round and Round"


@dataclass(frozen=True)
class LongSong:
    """The song as the engine takes it, and the studio whose only song it is."""

    source: Source
    studio: Studio


def long_song(name: str, folder: Path) -> LongSong:
    """Three minutes of the demo song of that name, in a catalogue under `folder`."""
    truth = demo_truth(name)
    once = source_of(truth)
    grid = once.hearing.grid
    hearing = once.hearing.model_copy(update={"grid": round_and_round(grid), "chords": ()})
    settings = Settings(home=folder / "home", out=folder / "out", demo_songs=False, separator="approximate")
    studio = Studio.open(settings)
    period = frames(grid.seconds)
    mix = looped(truth.mix(), period)
    grant = parse_grant('license = "CC-BY-4.0"\n[credit]\nname = "Ada Example"', TITLE)
    with studio.library.coming_in() as place:
        write_flac(place / "mix.flac", mix)
        for stem, sound in truth.stems().items():
            write_flac(place / f"{stem}.flac", looped(sound, period))
        song = _song(hearing, mix, grant.hash, tuple(once.stems))
        enter(song, grant, place, studio)
    return LongSong(studio.library.source(song), studio)


def _song(hearing: Hearing, mix: Samples, grant_hash: str, stems: tuple[str, ...]) -> Song:
    content = pcm_hash(mix)
    facts = SongFacts(hearing=hearing, stems=stems)  # type: ignore[arg-type]
    return Song(
        id=content[:12],
        title=TITLE,
        artist="Ada Example",
        content_sha256=content,
        grant_hash=grant_hash,
        facts=facts,
    )


def looped(sound: Samples, period: int) -> Samples:
    """Three minutes of a sound that begins again every `period` frames."""
    once = fit(sound, period)
    times = ceil(SECONDS * 44_100 / period)
    return np.ascontiguousarray(np.tile(once, (1, times))[:, : frames(SECONDS)])


def round_and_round(grid: Grid) -> Grid:
    """The grid of three minutes in which a song of that grid begins again whenever it ends."""
    starts = [turn * grid.seconds for turn in range(ceil(SECONDS / grid.seconds))]
    beats = tuple(start + beat for start in starts for beat in grid.beats_seconds if start + beat < SECONDS)
    sections = tuple(
        Section(
            label=section.label,
            start_seconds=start + section.start_seconds,
            end_seconds=min(start + section.end_seconds, SECONDS),
        )
        for start in starts
        for section in grid.sections
        if start + section.start_seconds < SECONDS - 1.0
    )
    return grid.model_copy(update={"beats_seconds": beats, "sections": sections, "seconds": SECONDS})
