"""The library: where the sound of each song lies on disk."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from audio_engine.source import Source
from audio_engine.units import STEMS, StemName
from skills.catalog.song import Song

STALE_SECONDS = 3600.0


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
        shutil.rmtree(place, ignore_errors=True)
        try:
            prepared.rename(place)
        except OSError:
            # Somebody brought in the very same song meanwhile: equal names are equal content.
            if not (place / "mix.flac").is_file():
                raise
        return place

    def holds(self, song: Song) -> bool:
        """Whether all the sound of a song is there."""
        source = self.source(song)
        return all(path.is_file() for path in (source.mix, *source.stems.values()))

    def sweep(self, known: Collection[str]) -> None:
        """Remove what an import that was killed left behind: folders of no song, an hour old."""
        for folder in self.songs.glob("*") if self.songs.is_dir() else ():
            if folder.name not in known and time.time() - folder.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)

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
