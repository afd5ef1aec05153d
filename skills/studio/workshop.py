"""The workshop: where cleared plans are rendered; it takes nothing that was not cleared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from audio_engine.audio import frames
from audio_engine.cache import Cache
from audio_engine.expand import expand
from audio_engine.plan import RemixPlan
from audio_engine.progress import Progress
from audio_engine.source import Source, needs_stems
from audio_engine.units import RATE_HZ, StemName
from skills.catalog.song import Song
from skills.rights.clearance import Cleared
from skills.studio.library import Library
from skills.studio.separation import Separation
from skills.studio.settings import Settings

if TYPE_CHECKING:
    from audio_engine.audio import Samples
    from audio_engine.render import Remix, Window

_LIKELY_STEMS: tuple[StemName, ...] = ("vocals", "drums", "bass", "other")
PREVIEW_CEILING_DBTP = -2.0
"""A preview is encoded with loss, which may raise its peaks by most of a decibel."""


class Workshop:
    """Renders on this machine, in this process."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._library = library
        self._settings = settings
        self.cache = Cache(library.folder / "cache", round(settings.cache_gigabytes * 1e9))
        self._separation = Separation(library, settings, self.cache)

    def source(self, song: Song, plan: RemixPlan, progress: Progress) -> Source:
        """The song as this plan needs it: taken apart first, where it has no stems of its own."""
        source = self._library.source(song)
        return self._separation.whole(song, source, progress) if _lacks_stems(plan, source) else source

    def seconds(self, song: Song, plan: RemixPlan) -> float:
        """How long the remix would be; ImpossiblePlan when this song cannot follow the plan."""
        from audio_engine.render import timeline_of

        return timeline_of(plan, self._library.source(song)).frame_count / RATE_HZ

    @contextmanager
    def previewed(self, song: Song, cleared: Cleared, progress: Progress) -> Iterator[tuple[Source, Window]]:
        """The seconds of the remix that the preview shows, and the song, taken apart just as far as those
        need it; to be used within the block."""
        source = self._library.source(song)
        if not _lacks_stems(cleared.plan, source):
            yield source, self.telling_window(cleared, source)
            return
        likely = replace(source, stems=dict.fromkeys(_LIKELY_STEMS, source.mix))
        window = self.telling_window(cleared, likely)
        with self._separation.part(song, source, _heard(cleared.plan, likely, window), progress) as part:
            yield part, window

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
        return render(cleared.plan, source, window, target_lufs, progress, ceiling_dbtp, cache=self.cache)

    def source_apart(self, song: Song, plan: RemixPlan, separate: bool, progress: Progress) -> Source:
        """The song as its tracks are made: taken apart where the plan needs it, or where `separate` lets
        it be."""
        source = self._library.source(song)
        apart = not source.stems and separate
        return self._separation.whole(song, source, progress) if apart else self.source(song, plan, progress)

    def render_apart(
        self, cleared: Cleared, source: Source, target_lufs: float, progress: Progress
    ) -> tuple[Remix, Mapping[str, Samples]]:
        """The remix, and its tracks before the master by name."""
        from audio_engine.render import Apart, render

        apart = Apart()
        remix = render(
            cleared.plan, source, target_lufs=target_lufs, progress=progress, cache=self.cache, apart=apart
        )
        return remix, apart.tracks


def _lacks_stems(plan: RemixPlan, source: Source) -> bool:
    expanded = expand(plan, source.hearing, source.stems)
    return not source.stems and needs_stems(expanded)


def _heard(plan: RemixPlan, source: Source, window: Window) -> tuple[float, float]:
    """From when to when, in seconds of the original, a window of the remix takes its sound."""
    from audio_engine.render import timeline_of

    cut = timeline_of(plan, source).cut(frames(window.start_seconds), frames(window.end_seconds))
    return min(clip.start for clip in cut.clips), max(clip.end for clip in cut.clips)
