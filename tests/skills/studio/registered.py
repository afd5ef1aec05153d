"""A studio with songs, recipes and a clock for the tests of the register; nothing is rendered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from audio_engine.plan import RemixPlan, Tempo
from skills.catalog.recipe import Ingredient, Recipe
from skills.catalog.song import Song
from skills.rights.decision import Answer
from skills.rights.judgement import Person, Purpose
from skills.rights.license import parse_grant
from skills.studio.register.publishing import Showing, publish
from skills.studio.register.register import Register
from skills.studio.register.releases import Release
from skills.studio.settings import Settings
from skills.studio.studio import Studio
from tests.skills.rights.things import a_song

NOON = 1_767_268_800  # 2026-01-01T12:00:00Z
DAY = 86_400
OPEN = """
license = "LicenseRef-Refrain-Open"
[tempo]
min_percent = -20
max_percent = 20
[purpose]
allowed = ["noncommercial_share", "monetised_on_platform", "private_preview"]
[revenue]
originals_percent = 50
[mashup]
max_other = 15
[derivatives]
allowed = true
max_depth = 10
"""


@dataclass
class Clock:
    """A clock that a test sets."""

    seconds: int = NOON

    def __call__(self) -> str:
        return iso(self.seconds)


def iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


@dataclass
class House:
    """A studio, its clock, and short ways to say what happens."""

    studio: Studio
    clock: Clock

    @property
    def register(self) -> Register:
        return self.studio.register

    @property
    def now(self) -> str:
        return self.clock()

    def song(self, number: int, license_text: str = OPEN) -> Song:
        """A song that comes in under that license."""
        grant = parse_grant(license_text)
        song = Song(
            id=f"{number:012x}", title=f"Song {number}", artist="Ada Example",
            content_sha256=f"{number:064x}",
            grant_hash=grant.hash, facts=a_song(),
        )  # fmt: skip
        self.studio.store.add_song(song, grant.canonical_json(), self.now, "Ada Example")
        return song

    def draft(self, *songs: Song, percent: float = 5.0, person: str = "Ben", **more: Any) -> Release:
        """A draft by that person: the songs, with another tempo."""
        return self.register.draft(a_recipe(*songs, percent=percent, **more), person, self.now)

    def publish(self, release: Release, purpose: Purpose = "noncommercial_share", **showing: Any) -> Answer:
        """The answer to publishing it now, by the one whose it is."""
        shown = Showing(**showing)
        return publish(release.id, purpose, Person(), release.person, self.studio, shown)

    def state(self, release: Release) -> str:
        """The release's state now."""
        return self.register.release(release.id, self.now).state

    def later(self, days: int) -> None:
        """Let days go by."""
        self.clock.seconds += days * DAY


def a_house(home: Path) -> House:
    """A house without songs."""
    clock = Clock()
    settings = Settings(home=home, out=home / "out", demo_songs=False)
    return House(replace(Studio.open(settings), now=clock), clock)


def a_recipe(*songs: Song, percent: float = 5.0, **more: Any) -> Recipe:
    """The recipe of a rendered remix of those songs at another tempo, measured as planned."""
    ratio = 1 + percent / 100
    measured = {
        "seconds": round(76.8 / ratio, 3), "tempo_ratio": ratio, "pitch_cents": None,
        "loudness_lufs": -14.0, "true_peak_dbtp": -1.0, "audible_stems": None,
    }  # fmt: skip
    fields: dict[str, Any] = {
        "refrain_version": "1", "engine_version": "1", "title": f"{songs[0].title} (remix)", "remixer": "Ben",
        "ingredients": tuple(
            Ingredient(
                song_id=s.id, title=s.title, artist=s.artist, content_sha256=s.content_sha256,
                grant_hash=s.grant_hash,
            )
            for s in songs
        ),
        "plan": RemixPlan(steps=(Tempo(id=1, ratio=ratio),)), "purpose": "private_preview",
        "output_license": "", "target_lufs": -14.0, "pcm_sha256": f"{round(percent * 1000) + 7:064x}",
        "measured": measured,
    }  # fmt: skip
    return Recipe(**{**fields, **more})
