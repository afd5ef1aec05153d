"""The studio: store, library, workshop, language models and clock, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.studio.library import Library
from skills.studio.llm.planner import Models
from skills.studio.register.events import grant_of_hash
from skills.studio.register.grants import STANDING
from skills.studio.register.register import Register
from skills.studio.settings import Settings
from skills.studio.store import Store
from skills.studio.workshop import Workshop


def utc_now() -> str:
    """The time of day, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True)
class Studio:
    """Everything a skill may touch. `now` gives the time as ISO 8601 text."""

    settings: Settings
    store: Store
    library: Library
    workshop: Workshop
    models: Models
    now: Callable[[], str] = utc_now

    @classmethod
    def open(cls, settings: Settings) -> Studio:
        """The studio over the folder `settings.home`, which is made when it is not there."""
        library = Library(settings.home / "library")
        workshop = Workshop(library, settings)
        return cls(
            settings=settings,
            store=Store(settings.home / "refrain.db"),
            library=library,
            workshop=workshop,
            models=Models(settings.planner, workshop.cache),
        )

    @property
    def register(self) -> Register:
        """The life of grants and of what is made under them."""
        return Register(self.store)

    def grant_of(self, song: Song) -> Grant:
        """The grant in force that speaks for a song's recording, else the one that it came with."""
        standing = (one.grant for one in self.register.held(song.id, self.now()) if one.state in STANDING)
        found = next((grant for grant in standing if "sound_recording" in grant.covers), None)
        return found or grant_of_hash(self.store, song.grant_hash)

    def grants_of(self, song: Song) -> tuple[Grant, ...]:
        """Every grant of a song in force, one for each layer; none where none is."""
        return tuple(one.grant for one in self.register.held(song.id, self.now()) if one.state in STANDING)
