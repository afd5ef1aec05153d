"""The workshop: where cleared plans are rendered; it takes nothing that was not cleared."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from audio_engine.progress import Progress
from audio_engine.source import Source, needs_stems
from audio_engine.units import STEMS, StemName
from skills.catalog.song import Song
from skills.rights.clearance import Cleared
from skills.studio.library import Library
from skills.studio.settings import Settings

if TYPE_CHECKING:
    from audio_engine.render import Remix, Window


ABOUT = "about.json"
PREVIEW_CEILING_DBTP = -2.0
"""A preview is encoded with loss, which may raise its peaks by most of a decibel."""


class Workshop:
    """Renders on this machine, in this process."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings

    def source(self, song: Song, plan: RemixPlan, progress: Progress) -> Source:
        """The song as this plan needs it: taken apart first, where it has no stems of its own."""
        source = self._library.source(song)
        expanded = expand(plan, source.hearing.grid.tempo_bpm, source.stems)
        if source.stems or not needs_stems(expanded):
            return source
        return self._separated(song, source, progress)

    def telling_window(self, cleared: Cleared, source: Source) -> Window:
        """The seconds of the remix that the preview shows."""
        from audio_engine.preview import telling_window

        return telling_window(cleared.plan, source, self._settings.preview_seconds)

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        """The remix, or a window of it."""
        from audio_engine.render import CEILING_DBTP, render

        ceiling_dbtp = CEILING_DBTP if window is None else PREVIEW_CEILING_DBTP
        return render(cleared.plan, source, window, target_lufs, progress, ceiling_dbtp)

    def _separated(self, song: Song, source: Source, progress: Progress) -> Source:
        """Stems by the separator of the settings, made once and kept beside the library."""
        from audio_engine.files.store_audio import read_flac, write_flac
        from audio_engine.separators import Options, separate_with

        chosen = self._settings
        options = Options(model=chosen.demucs_model, folder=chosen.demucs_folder)
        name = f"{chosen.separator} {chosen.demucs_model} {chosen.demucs_folder}"
        key = f"{song.id}-{hashlib.sha256(name.encode()).hexdigest()[:12]}"
        place = self._library.separated / key
        if not (place / ABOUT).is_file():
            found = separate_with(chosen.separator, read_flac(source.mix), options, progress)
            place.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".separating-", dir=place.parent))
            try:
                for stem, samples in found.stems.items():
                    write_flac(scratch / f"{stem}.flac", samples)
                about = json.dumps({"made_by": found.made_by, "note": found.quality_note})
                (scratch / ABOUT).write_text(about, encoding="utf-8")
                shutil.rmtree(place, ignore_errors=True)
                scratch.rename(place)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        stems: dict[StemName, Path] = {
            s: place / f"{s}.flac" for s in STEMS if (place / f"{s}.flac").is_file()
        }
        made = json.loads((place / ABOUT).read_text(encoding="utf-8"))
        return replace(source, stems=stems, separated_by=made["made_by"], separation_note=made["note"])
