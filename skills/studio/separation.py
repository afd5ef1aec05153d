"""Separation: songs without stems of their own are taken apart, whole or just where a preview is."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audio_engine import ENGINE_VERSION
from audio_engine.audio import frames
from audio_engine.cache import Cache
from audio_engine.progress import Progress
from audio_engine.source import Source
from audio_engine.units import STEMS, StemName
from skills.catalog.song import Song
from skills.studio.library import STALE_SECONDS, Library
from skills.studio.settings import Settings

if TYPE_CHECKING:
    from audio_engine.separators import Options, SeparatedInto

ABOUT = "about.json"
AROUND_SECONDS = 7.0
"""Stretching a window looks this far around it: a block, and what its filters reach for."""
_MOSTLY = 0.7


def at_hand(settings: Settings) -> str:
    """The separator that "auto" takes when nothing can be fetched: "demucs" where its weights are here."""
    from audio_engine.separators import Options, best

    return best(Options(settings.demucs_model, settings.demucs_folder, settings.device))


class Separation:
    """Stems by the separator of the settings; whole songs are kept beside the library, up to a size."""

    def __init__(self, library: Library, settings: Settings, cache: Cache) -> None:
        self._folder, self._settings, self._cache = library.separated, settings, cache

    def whole(self, song: Song, source: Source, progress: Progress) -> Source:
        """The song with stems, separated once; what a preview needed is not separated again."""
        place = self._folder / self._key(song)
        if not self._is_kept(place):
            with self._scratch(f"{self._key(song)}.new-") as scratch:
                found = self._into(scratch, source, progress, None)
                about = json.dumps({"made_by": found.made_by, "note": found.quality_note})
                (scratch / ABOUT).write_text(about, encoding="utf-8")
                shutil.rmtree(place, ignore_errors=True)
                scratch.rename(place)
            self._shrink()
        os.utime(place / ABOUT)
        stems: dict[StemName, Path] = {
            s: place / f"{s}.flac" for s in STEMS if (place / f"{s}.flac").is_file()
        }
        made = json.loads((place / ABOUT).read_text(encoding="utf-8"))
        return replace(source, stems=stems, separated_by=made["made_by"], separation_note=made["note"])

    @contextmanager
    def part(
        self, song: Song, source: Source, span_seconds: tuple[float, float], progress: Progress
    ) -> Iterator[Source]:
        """The song with stems that sound from start to end of a span of the original, and a little around.

        Where the whole song is separated already, or the span is most of it, all of it sounds. The files
        are there within the block only.
        """
        start = max(span_seconds[0] - AROUND_SECONDS, 0.0)
        end = min(span_seconds[1] + AROUND_SECONDS, source.hearing.grid.seconds)
        mostly = end - start > _MOSTLY * source.hearing.grid.seconds
        if mostly or self._is_kept(self._folder / self._key(song)):
            yield self.whole(song, source, progress)
            return
        with self._scratch(f"{self._key(song)}.part-") as scratch:
            found = self._into(scratch, source, progress, (frames(start), frames(end)))
            yield replace(
                source, stems=found.stems, separated_by=found.made_by, separation_note=found.quality_note
            )

    def _into(
        self, folder: Path, source: Source, progress: Progress, region: tuple[int, int] | None
    ) -> SeparatedInto:
        from audio_engine.separators import separate_into

        chosen = self._settings.separator
        found = separate_into(folder, chosen, source.mix, self._options(), progress, region)
        if found.hint:
            progress(f"approximate stems, for now: {found.hint}", 1.0)
        return found

    def _options(self) -> Options:
        from audio_engine.separators import Options

        chosen = self._settings
        return Options(chosen.demucs_model, chosen.demucs_folder, chosen.device, self._cache)

    def _key(self, song: Song) -> str:
        chosen = self._settings
        model = f"{chosen.demucs_model} {chosen.demucs_folder} {chosen.device}"
        name = f"{ENGINE_VERSION} {chosen.separator} {model}"
        return f"{song.id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"

    def _is_kept(self, place: Path) -> bool:
        """Whether the stems are there, and no better ones could be made now."""
        from audio_engine.separators import best

        try:
            made: Mapping[str, str] = json.loads((place / ABOUT).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return False
        if self._settings.separator == "auto" and made.get("made_by") == "approximate":
            return best(self._options()) == "approximate"
        return True

    @contextmanager
    def _scratch(self, prefix: str) -> Iterator[Path]:
        self._folder.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=prefix, dir=self._folder))
        try:
            yield scratch
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _shrink(self) -> None:
        """Remove the songs used least lately until the rest fits, and what was left half-made.

        What was used within the hour stays: a render may be reading it.
        """
        most = round(self._settings.cache_gigabytes * 1e9)
        folders = sorted((_used(folder), _bytes(folder), folder) for folder in self._folder.iterdir())
        total = sum(size for _, size, _ in folders)
        for used, size, folder in folders:
            half_made = not (folder / ABOUT).is_file()
            if time.time() - used > STALE_SECONDS and (half_made or total > most):
                shutil.rmtree(folder, ignore_errors=True)
                total -= size


def _used(folder: Path) -> float:
    about = folder / ABOUT
    try:
        return (about if about.is_file() else folder).stat().st_mtime
    except OSError:
        return time.time()


def _bytes(folder: Path) -> int:
    """What a folder takes on the disk; holes take nothing."""
    total = 0
    for file in folder.glob("*"):
        try:
            total += file.stat().st_blocks * 512
        except OSError:
            continue
    return total
