"""Watching: a job's worker tells how far it is, and hears when it shall stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.jobs.hands import Hands
from bot.jobs.job import Job
from skills.talk.errors import RequestError
from skills.talk.reply import Preview
from skills.talk.watch import Cancelled

TICK_SECONDS = 0.25
RENEW_SECONDS = 1.0


class JobWatch:
    """The watch of one job. What it is told is written by a thread of its own, at most 4 times a second.

    stop: set when the whole worker shall end.
    """

    def __init__(
        self, hands: Hands, job: Job, worker: str, stop: threading.Event,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._hands = hands
        self._job_id = job.id
        self._worker = worker
        self._stop = stop
        self._clock = clock
        self._given_up = threading.Event()
        self._done = threading.Event()
        self._stage: tuple[str, float] | None = None
        self._preview: Preview | None = None
        self._renewed_at = clock()

    @property
    def stopped(self) -> bool:
        """Whether the work shall end: it was cancelled, taken away, or the worker ends."""
        return self._given_up.is_set() or self._stop.is_set()

    def stage(self, name: str, done: float) -> None:
        """Keep how far it is; raises Cancelled when the work shall end."""
        self._stage = (name, done)
        self._go_on()

    def preview_ready(self, preview: Preview) -> None:
        """Let the preview be heard; raises Cancelled when the work shall end."""
        self._preview = preview
        self._go_on()

    def _go_on(self) -> None:
        if self.stopped:
            raise Cancelled("The work was stopped.")

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Meanwhile the job is kept by its lease, and whoever asks for its end is heard."""
        thread = threading.Thread(target=self._beat, name="beat", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._done.set()
            thread.join()

    def _beat(self) -> None:
        while not self._done.wait(TICK_SECONDS):
            with suppress(RequestError):  # the disk is full, or the table locked: the next tick tries again
                self.tick()

    def tick(self) -> None:
        """Write what is new, renew the lease when it is time, and see whether to go on."""
        preview, stage = self._preview, self._stage
        if preview is not None and self._hands.preview(self._job_id, self._worker, preview):
            self._preview = None
        if stage is not None:
            mine = self._hands.progress(self._job_id, self._worker, *stage)
        elif self._clock() - self._renewed_at >= RENEW_SECONDS:
            mine = self._hands.renew(self._job_id, self._worker)
        else:
            mine = self._hands.is_mine(self._job_id, self._worker)
        if stage is not None or self._clock() - self._renewed_at >= RENEW_SECONDS:
            self._renewed_at = self._clock()
        if self._stage is stage:
            self._stage = None
        if not mine:
            self._given_up.set()
