"""The library: where the sound of each song lies on disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audio_engine.source import Source
from audio_engine.units import STEMS, StemName
from skills.catalog.song import Song


class Library:
    """One folder for each song: `mix.flac`, and a FLAC file for each of its own stems.

    Stems that were separated from a mix lie apart from it: they can be made again.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.songs = folder / "songs"
        self.separated = folder / "separated"

    @contextmanager
    def coming_in(self) -> Iterator[Path]:
        """A folder to prepare a song in; what is still there at the end is removed."""
        self.songs.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=".coming-in-", dir=self.songs))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def keep(self, prepared: Path, song_id: str) -> Path:
        """Move a prepared folder to its place, in one step."""
        place = self.songs / song_id
        if place.exists():
            shutil.rmtree(place)
        prepared.rename(place)
        return place

    def remove(self, song_id: str) -> None:
        """Delete the sound of a song."""
        shutil.rmtree(self.songs / song_id, ignore_errors=True)
        for stale in self.separated.glob(f"{song_id}-*"):
            shutil.rmtree(stale, ignore_errors=True)

    def source(self, song: Song) -> Source:
        """The song as the engine takes it, with the rights holder's stems where there are any."""
        folder = self.songs / song.id
        stems: dict[StemName, Path] = {s: folder / f"{s}.flac" for s in STEMS if s in song.facts.stems}
        return Source(mix=folder / "mix.flac", hearing=song.facts.hearing, stems=stems)
