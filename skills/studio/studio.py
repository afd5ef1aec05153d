"""The studio: store, library, workshop, language models and clock, in one hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from skills.catalog.song import Song
from skills.rights.grant import Grant
from skills.studio.library import Library
from skills.studio.llm.planner import Models
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

    def grant_of(self, song: Song) -> Grant:
        """The license a song stands under."""
        from skills.rights.license import parse_grant

        text = self.store.grant_json(song.grant_hash)
        assert text is not None, "the store keeps the grant of every song"
        return parse_grant(text, f"the stored grant of {song.id}")
