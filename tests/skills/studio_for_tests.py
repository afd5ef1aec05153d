"""A studio over a folder of the test's own, with small songs, and a workshop that plays or only pretends."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from audio_engine import tuning
from audio_engine.audio import Samples
from audio_engine.facts import Facts
from audio_engine.preview import telling_window
from audio_engine.progress import Progress
from audio_engine.render import Remix, Window, timeline_of
from audio_engine.source import Source
from audio_engine.units import RATE_HZ, STEMS
from skills.catalog.song import Song, SongFacts
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.studio.incoming import enter
from skills.studio.settings import PlannerSettings, Settings
from skills.studio.studio import Studio
from skills.studio.workshop import Workshop
from tests.audio_engine.small_song import write_song

CUSTOM = """
license = "LicenseRef-Refrain-Own"
[tempo]
min_percent = -10
max_percent = 10
[vocals]
may = "untouched"
[effects]
allowed = "any"
[stems]
allowed = ["drums", "bass", "other"]
[layers]
allowed = ["drums", "bass"]
[sections]
allowed = ["keep", "drop", "loop"]
[purpose]
allowed = ["private_preview", "noncommercial_share"]
"""
SONGS = {
    "Open Water": 'license = "CC-BY-4.0"\n[credit]\nname = "Ada Example"\nurl = "https://example.org/open-water"',
    "No Money": 'license = "CC-BY-NC-4.0"',
    "No Change": 'license = "CC-BY-ND-4.0"',
    "Share Alike": 'license = "CC-BY-SA-4.0"',
    "Own Terms": CUSTOM,
}
NOON = "2026-01-01T12:00:00+00:00"


class PretendingWorkshop(Workshop):
    """Plays nothing: it gives silence of the right length, and measures what a perfect render would."""

    def render(
        self,
        cleared: Cleared,
        source: Source,
        target_lufs: float,
        progress: Progress,
        window: Window | None = None,
    ) -> Remix:
        timeline = timeline_of(cleared.plan, source)
        seconds = timeline.frame_count / RATE_HZ
        if window is not None:
            seconds = window.end_seconds - window.start_seconds
        progress("tempo and pitch", 1.0)
        muted: set[str] = set()
        for step in cleared.plan.of("stem"):
            if step.where.part == "whole" and step.action != "gain":
                named = set(step.where.stems)
                muted |= named if step.action == "mute" else set(source.stems) - named
        speed = tuning.speed(cleared.plan, source.hearing.grid)
        facts = Facts(
            seconds=seconds,
            loudness_lufs=target_lufs,
            true_peak_dbtp=-1.0,
            tempo_ratio=speed.ratio if speed.ratio != 1.0 else None,
            audible=tuple(s for s in STEMS if s in source.stems and s not in muted) if source.stems else None,
        )
        silence = np.zeros((2, round(min(seconds, 2.0) * RATE_HZ)), dtype=np.float32)
        return Remix(silence, timeline.sections(RATE_HZ), target_lufs, facts)

    def render_apart(
        self, cleared: Cleared, source: Source, target_lufs: float, progress: Progress
    ) -> tuple[Remix, dict[str, Samples]]:
        """Each track that is heard a tone of its own; what is muted, silence."""
        remix = self.render(cleared, source, target_lufs, progress)
        names = [
            *(source.stems or ("song",)),
            *(f"{s.style} {s.instrument}" for s in cleared.plan.of("layer")),
        ]
        gone = set(source.stems) - set(remix.facts.audible or ())
        time = np.arange(remix.samples.shape[1]) / RATE_HZ
        tones = (np.sin(2 * np.pi * 110.0 * (n + 1) * time) * 0.1 for n in range(len(names)))
        return remix, {
            name: np.tile(tone * (name not in gone), (2, 1)).astype(np.float32)
            for name, tone in zip(names, tones, strict=True)
        }

    def telling_window(self, cleared: Cleared, source: Source) -> Window:
        return telling_window(cleared.plan, source)


@cache
def _prepared(folder: Path) -> Source:
    return write_song(folder)


def make_studio(home: Path, sounds: Path, pretend: bool = True) -> Studio:
    """Five small songs of one sound, each under another license; `sounds` is shared between studios."""
    settings = Settings(
        home=home,
        out=home / "out",
        demo_songs=False,
        separator="approximate",
        planner=PlannerSettings(meaning_model=""),  # the sentence model takes seconds, and is not everywhere
    )
    studio = Studio.open(settings)
    if pretend:
        studio = replace(studio, workshop=PretendingWorkshop(studio.library, settings))
    studio = replace(studio, now=lambda: NOON)
    source = _prepared(sounds)
    for number, (title, grant_text) in enumerate(SONGS.items()):
        _add(studio, source, title, grant_text, number)
    return studio


def _add(studio: Studio, source: Source, title: str, grant_text: str, number: int) -> None:
    grant = parse_grant(grant_text, title)
    content = f"{number:064x}"
    with studio.library.coming_in() as folder:
        for file in (source.mix, *source.stems.values()):
            (folder / file.name).hardlink_to(file)
        song = Song(
            id=f"{number + 1:012x}",
            title=title,
            artist="Ada Example",
            content_sha256=content,
            grant_hash=grant.hash,
            facts=SongFacts(hearing=source.hearing, stems=tuple(source.stems)),
        )
        enter(song, grant, folder, studio)
