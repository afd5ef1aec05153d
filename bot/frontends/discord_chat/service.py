"""The service: everything that commands and buttons work with, in one hand."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.errands.errand import Errand, Errands
from bot.frontends.discord_chat.errands.talks import Talks
from bot.frontends.discord_chat.outbox.slot import Slots
from bot.frontends.discord_chat.servers.audit import Audit
from bot.frontends.discord_chat.servers.servers import Servers
from bot.frontends.discord_chat.songs import SongIndex
from bot.frontends.discord_chat.uploads import Uploads
from bot.frontends.discord_chat.visit import Visit
from bot.frontends.discord_chat.wording import language_of

if TYPE_CHECKING:
    from bot.jobs.database import Database
    from bot.jobs.job import Lane
    from bot.jobs.queue import Queue
    from bot.operations.metrics import Metrics
    from skills.talk.request import Request

QUICK, USUAL = 10, 0
"""Priorities of jobs: what a person waits for at the keyboard first."""


@dataclass
class Service:
    """One running bot; `home` is where everything is kept.

    words: what the skills can do, by name. wake: nudges the loop that tells people how far things are.
    """

    config: Mapping[str, Mapping[str, Any]]
    home: Path
    database: Database
    queue: Queue
    metrics: Metrics
    clock: Callable[[], float] = time.time
    wake: Callable[[], None] = lambda: None
    words: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.slots = Slots(self.database)
        self.errands = Errands(self.database, self.clock)
        self.talks = Talks(self.database, self.clock)
        self.servers = Servers(self.database, self.config, self.clock)
        self.audit = Audit(self.database, self.clock)
        self.songs = SongIndex()
        self.uploads = Uploads(self.database, self.clock)

    def enter(
        self,
        key: str,
        kind: str,
        slot_id: int,
        visit: Visit,
        request: Request,
        about: Mapping[str, Any],
        lane: Lane = "desk",
        audio_seconds: float = 0.0,
    ) -> Errand:
        """Enter an errand with its job, both or neither; asked twice by one key it is one.

        It is answered in the language of who asked; a remix that all may hear in that of the server. Songs
        that others brought for themselves alone are not there for whoever asks.
        """
        unseen = sorted(self.uploads.hidden_from(visit.person_id))
        public = lane == "render" and not about.get("private")
        named = replace(
            request,
            person=visit.person,
            name=visit.person_name,
            platform=visit.platform,
            options={**request.options, "unseen": unseen} if unseen else request.options,
            language=language_of(visit.server_locale if public else visit.locale),
        )
        with self.database.writing():
            if (known := self.errands.find(key)) is not None:
                return known
            job = self.queue.submit(
                key, lane, named, server=visit.server, priority=QUICK if lane == "desk" else USUAL,
                audio_seconds=audio_seconds,
            )  # fmt: skip
            return self.errands.enter(key, kind, slot_id, job.id, visit, about)

    def drop(self, errand: Errand) -> None:
        """Forget an errand that somebody else answers, or nobody can hear the answer to."""
        self.errands.close(errand.id)
        self.slots.end(errand.slot_id, "dropped")
        if errand.job_id:
            self.queue.cancel(errand.job_id)
