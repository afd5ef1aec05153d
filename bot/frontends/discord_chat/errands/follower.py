"""The follower: as jobs go on, the messages that tell of them are brought up to date."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from bot.frontends.discord_chat.rendering import settle_card
from bot.frontends.discord_chat.shelf import modules
from bot.jobs.job import NoSuchJob
from skills.talk.errors import RequestError

if TYPE_CHECKING:
    from bot.frontends.discord_chat.errands.errand import Errand
    from bot.frontends.discord_chat.service import Service
    from bot.jobs.job import Job

KINDS = "bot.frontends.discord_chat.errands.kinds"
AGAIN_SECONDS = 2.0
"""How often places in the queue and estimates are told anew."""

log = logging.getLogger(__name__)


class Follower:
    """Looks at what changed since last time; all open errands at first, so that a new start goes on."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._mark = 0
        self._all_at = 0.0
        self._heard: set[int] = set()

    def follow(self) -> int:
        """Bring the messages of errands up to date; gives how many were looked at."""
        service, now = self._service, time.monotonic()  # whatever becomes of the time of day
        self._mark, changed = service.queue.changes(self._mark)
        if now >= self._all_at:
            self._all_at = now + AGAIN_SECONDS
            due = service.errands.open_ones()
        else:
            due = service.errands.of_jobs(changed) if changed else ()
        for errand in due:
            self._tell(errand)
        return len(due)

    def _tell(self, errand: Errand) -> None:
        service = self._service
        kind = modules(KINDS)[errand.kind]
        try:
            job = service.queue.job(errand.job_id)
            with service.database.writing():
                look = kind.look(errand, job, service)
                if look is not None:
                    service.slots.want(errand.slot_id, look)
                self._count_preview(job)
                if not job.is_open:
                    kind.ended(errand, job, service)
                    service.errands.close(errand.id)
        except NoSuchJob:
            service.errands.close(errand.id)
        except RequestError:  # of the disk, not of this errand: it is told of once that is over
            raise
        except Exception:
            log.exception("errand %d cannot be told of", errand.id)
            service.errands.close(errand.id)

    def shown(self, slot_id: int) -> None:
        """A message was seen by Discord as it shall look."""
        errand = self._service.errands.of_slot(slot_id)
        if errand is not None and errand.kind == "render":
            settle_card(self._service, errand)

    def _count_preview(self, job: Job) -> None:
        """How long it took until the first sound could be heard."""
        if job.preview is not None and job.state == "running" and job.id not in self._heard:
            self._heard.add(job.id)
            self._service.metrics.preview_heard(self._service.clock() - job.submitted_at)
        elif not job.is_open:
            self._heard.discard(job.id)
