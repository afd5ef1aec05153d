"""A worker: takes one job after another from its lane, and answers them."""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.config import BadConfig, home_of, read_config
from bot.jobs import wire
from bot.jobs.database import Database
from bot.jobs.job import LANES, Job, Lane
from bot.jobs.living import own_name
from bot.jobs.queue import Queue
from bot.jobs.watching import RENEW_SECONDS, JobWatch
from skills.talk.errors import RequestError, Stopped
from skills.talk.reply import Reply
from skills.talk.request import Request
from skills.talk.watch import Cancelled, Watch

if TYPE_CHECKING:
    from skills.studio.studio import Studio

Answer = Callable[[Request, Watch], Reply]
DATABASE = "bot.db"
LOOK_SECONDS = 0.02
"""How long a new job waits at most for a worker that rests."""
TRY_AGAIN_SECONDS = 1.0
RENDER_NICENESS = 10

log = logging.getLogger(__name__)


class Worker:
    """One pair of hands of a lane. `answer` gives the reply; `crew` is the process that started it."""

    def __init__(self, queue: Queue, lane: Lane, answer: Answer, name: str = "", crew: str = "") -> None:
        self.name = name or own_name()
        self._queue = queue
        self._lane = lane
        self._answer = answer
        self._crew = crew
        self._stop = threading.Event()
        self._beaten_at = time.monotonic()

    def run(self, stop: threading.Event) -> None:
        """Do what comes until `stop` is set; a job at hand is then let go at its next stage."""
        self._stop = stop
        self._patiently(lambda: self._queue.enlist(self._lane, self.name, self._crew))
        while not stop.is_set():
            try:
                stamp = self._queue.stamp()
                if not self.run_once():
                    self._rest(stamp)
            except RequestError as problem:
                log.warning("%s", problem)
                stop.wait(TRY_AGAIN_SECONDS)
        self._patiently(lambda: self._queue.discharge(self.name))

    def run_once(self) -> bool:
        """Do the job whose turn it is; False when there is none."""
        job = self._queue.claim(self._lane, self.name)
        if job is None:
            return False
        watch = JobWatch(self._queue, job, self.name, self._stop)
        with watch.beating():
            keep = self._attempt(job, watch)
            self._patiently(keep)
        return True

    def _attempt(self, job: Job, watch: JobWatch) -> Callable[[], object]:
        """Answer the job; gives what keeps the outcome."""
        queue = self._queue
        try:
            reply = self._answer(job.request, watch)
            wire.reply_to_json(reply)
        except (Stopped, Cancelled) as stop:
            if watch.stopped:
                return lambda: queue.stopped(job.id, self.name)
            return self._failing(job, type(stop).__name__, "The work was stopped; ask for it again.")
        except (RequestError, BadConfig) as problem:
            return self._failing(job, type(problem).__name__, str(problem))
        except MemoryError:
            return self._failing(
                job, "MemoryError", "There was not enough memory for this; try a shorter song, or later."
            )
        except Exception:
            code = secrets.token_hex(3).upper()
            log.exception("Job %d broke off, code %s", job.id, code)
            return self._failing(
                job, "bug", f"Something broke on my side. Try again; if it stays so, report the code {code}."
            )
        return lambda: queue.finish(job.id, self.name, reply)

    def _failing(self, job: Job, kind: str, sentence: str) -> Callable[[], object]:
        return lambda: self._queue.fail(job.id, self.name, kind, sentence)

    def _patiently(self, keep: Callable[[], object]) -> None:
        """Keep what was done; where the disk is full or the table locked, as soon as that is over."""
        while True:
            try:
                keep()
                return
            except RequestError as problem:
                log.warning("%s", problem)
                if self._stop.wait(TRY_AGAIN_SECONDS):
                    return

    def _rest(self, stamp: tuple[int, int]) -> None:
        """Wait until something changed since `stamp`, and say once a second that the worker lives."""
        while not self._stop.wait(LOOK_SECONDS):
            if time.monotonic() - self._beaten_at >= RENEW_SECONDS:
                self._beaten_at = time.monotonic()
                self._queue.beat(self.name)
                return
            if self._queue.stamp() != stamp:
                return


class House:
    """Answers with the skills; the studio is built at the first request, or by `open`."""

    def __init__(self, config: Mapping[str, Mapping[str, Any]]) -> None:
        self._config = config
        self._studio: Studio | None = None

    def open(self) -> Studio:
        """The studio of the configuration."""
        if self._studio is None:
            from bot.wiring import build_studio

            self._studio = build_studio(self._config)
        return self._studio

    def __call__(self, request: Request, watch: Watch) -> Reply:
        """The reply of the skill that is asked for."""
        from skills import answer

        return answer(request, self.open(), watch)


def serve(
    answer: Answer,
    arguments: Sequence[str],
    default_database: Path | None = None,
    prepare: Callable[[], object] = lambda: None,
) -> int:
    """Be a worker of a crew, with that answer, until SIGTERM comes or the crew ends; the exit code.

    arguments: --lane desk|render, --database FILE, and --crew host:pid:start where a crew started it.
    prepare: what makes the first answer quicker.
    """
    given = _parser(default_database).parse_args(arguments)
    if given.crew:
        from bot.jobs.mortality import end_with

        end_with(given.crew)
    if given.lane == "render":
        os.nice(RENDER_NICENESS)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    database = Database(given.database)
    with suppress(RequestError, BadConfig):  # each job says what is wrong, to the person who waits for it
        prepare()
    Worker(Queue(database), given.lane, answer, crew=given.crew).run(stop)
    database.close()
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Be a worker as the configuration says."""
    from bot.operations import logs

    try:
        config = read_config()
        logs.set_up(config)
        given = sys.argv[1:] if arguments is None else arguments
        house = House(config)
        return serve(house, given, home_of(config) / DATABASE, prepare=house.open)
    except (BadConfig, RequestError) as problem:
        raise SystemExit(str(problem)) from problem


def _parser(default_database: Path | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Do the jobs of one lane until stopped.")
    parser.add_argument("--lane", choices=LANES, required=True)
    parser.add_argument("--database", type=Path, default=default_database, required=default_database is None)
    parser.add_argument("--crew", default="", help="who started it, as host:pid:start")
    return parser


if __name__ == "__main__":
    sys.exit(main())
