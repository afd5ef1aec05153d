"""The queue: every job that was asked for, kept until it is done and for as long as it is wanted."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.jobs import line
from bot.jobs.database import Database
from bot.jobs.estimates import SHARE_THAT_TELLS, speed
from bot.jobs.fairness import Outlook
from bot.jobs.hands import Hands
from bot.jobs.job import OPEN, Job, Jobs, Lane, NoSuchJob
from bot.jobs.rows import COLUMNS, change, end, job_of, next_version, text
from bot.jobs.wire import request_to_json
from skills.talk.request import Request

_OUTLOOK_SECONDS = 1.0
"""An outlook is worked out anew when the line moved, or when it is this old."""
_CHEAP_SECONDS = 0.02
_SHARE_OF_TIME = 0.1
"""An outlook over a long line, that is not cheap, is worked out anew only as often as takes so little."""


@dataclass(frozen=True)
class _Looked:
    """What was expected of the open jobs of a lane. moved: of which line. ready_at: by a monotonic clock."""

    moved: int
    at: float
    ready_at: float
    cost_seconds: float
    jobs: dict[int, Outlook]

    def still_holds(self, moved: int, now: float) -> bool:
        """Whether it need not be worked out anew."""
        if self.cost_seconds > _CHEAP_SECONDS:
            return time.monotonic() - self.ready_at < self.cost_seconds / _SHARE_OF_TIME
        return self.moved == moved and 0 <= now - self.at < _OUTLOOK_SECONDS


class Queue(Hands, Jobs):
    """The table of jobs. Every method is one transaction, and a part of one that is already open."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        super().__init__(database, clock)
        self._seen: tuple[tuple[int, int], int] = ((-1, -1), -1)
        self._looked: dict[Lane, _Looked] = {}

    def submit(
        self,
        key: str,
        lane: Lane,
        request: Request,
        *,
        server: str = "",
        priority: int = 0,
        audio_seconds: float = 0.0,
    ) -> Job:
        """Enter a job; the same key gives the same job for as long as it is kept."""
        with self._database.writing() as connection:
            there = self.find(key)
            if there is not None:
                return there
            version = next_version(connection)
            entered = connection.execute(
                "insert into job (key, lane, person, server, request, priority, audio_seconds, "
                "submitted_at, version, moved) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    text(key), lane, text(request.person), text(server), request_to_json(request),
                    priority, max(0.0, audio_seconds), self.now, version, version,
                ),
            )  # fmt: skip
            return self.job(entered.lastrowid or 0)

    def job(self, job_id: int) -> Job:
        """The job of that number; raises NoSuchJob."""
        for row in self._database.read(f"select {COLUMNS} from job where id = ?", job_id):
            return job_of(row)
        raise NoSuchJob(job_id)

    def find(self, key: str) -> Job | None:
        """The job of that key."""
        for row in self._database.read(f"select {COLUMNS} from job where key = ?", text(key)):
            return job_of(row)
        return None

    def jobs(self, *, person: str = "", open_only: bool = False, limit: int = 50) -> tuple[Job, ...]:
        """Jobs, the newest first; of one person where one is named."""
        where = ["removed = 0"] + ["person = ?"] * bool(person)
        where += ["state in ('waiting', 'running')"] * open_only
        rows = self._database.read(
            f"select {COLUMNS} from job where {' and '.join(where)} order by id desc limit ?",
            *([text(person)] if person else []),
            limit,
        )
        return tuple(job_of(row) for row in rows)

    def changes(self, mark: int) -> tuple[int, tuple[int, ...]]:
        """The mark to ask with next time, and the jobs that changed since `mark`; 0 means all."""
        stamp = self.stamp()
        if self._seen == (stamp, mark):
            return mark, ()
        rows = self._database.read("select version, id from job where version > ? order by version", mark)
        mark = rows[-1][0] if rows else mark
        self._seen = (stamp, mark)
        return mark, tuple(job_id for _, job_id in rows)

    def place(self, job_id: int) -> int:
        """1 for the next to begin, 2 for the one after; 0 for a job that is not waiting."""
        expected = self._outlook(job_id)
        return 0 if expected is None else expected.place

    def estimate(self, job_id: int) -> float | None:
        """Seconds until it is done; None when nothing was measured yet, 0.0 when it has ended."""
        expected = self._outlook(job_id)
        if expected is None:
            return 0.0
        job = self.job(job_id)
        known = speed(self._database, job.lane).expected(job.audio_seconds)
        unknown = known is None and not (job.state == "running" and job.share >= SHARE_THAT_TELLS)
        return None if unknown else expected.seconds

    def depth(self, lane: Lane) -> int:
        """How many jobs of a lane wait."""
        ((count,),) = self._database.read(
            "select count(*) from job where lane = ? and state = 'waiting'", lane
        )
        return int(count)

    def cancel(self, job_id: int) -> Job:
        """Ask for its end: a waiting job ends at once, a running one within 2.5 s."""
        with self._database.writing() as connection:
            job = self.job(job_id)
            if job.state == "waiting":
                end(connection, job_id, "cancelled", self.now, cancel_asked_at=self.now)
            elif job.state == "running" and not job.cancel_asked_at:
                change(connection, job_id, cancel_asked_at=self.now)
            return self.job(job_id)

    def forget(self, before: float) -> int:
        """Remove the jobs that ended before a time, in seconds since 1970; gives how many."""
        with self._database.writing() as connection:
            return connection.execute(
                "delete from job where ended_at > 0 and ended_at < ?", (before,)
            ).rowcount

    def remove_person(self, person: str) -> int:
        """Remove all that a person asked for, ending what is still open; gives how many jobs."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "select id, state from job where person = ? and removed = 0", (text(person),)
            ).fetchall()
            for job_id, state in rows:
                if state == "running":
                    self._blank(job_id)
                else:
                    connection.execute("delete from job where id = ?", (job_id,))
            return len(rows)

    def export_person(self, person: str) -> tuple[dict[str, Any], ...]:
        """All that is kept of what a person asked for, oldest first, as JSON values."""
        rows = self._database.read(
            "select key, lane, server, request, state, reply, error, submitted_at, started_at, ended_at "
            "from job where person = ? and removed = 0 order by id",
            text(person),
        )
        return tuple(_exported(*row) for row in rows)

    def _blank(self, job_id: int) -> None:
        """Keep of a running job only what is needed to end it."""
        with self._database.writing() as connection:
            self.cancel(job_id)
            change(
                connection, job_id, removed=1, key=f"removed {job_id}", person="", server="",
                request=request_to_json(Request(person="")), preview="", stage="",
            )  # fmt: skip

    def _outlook(self, job_id: int) -> Outlook | None:
        rows = self._database.read("select lane, state from job where id = ?", job_id)
        if not rows:
            raise NoSuchJob(job_id)
        lane, state = rows[0]
        if state not in OPEN:
            return None
        jobs = self._look(lane)
        if job_id in jobs:
            place = max(1, jobs[job_id].place) if state == "waiting" else 0
            return replace(jobs[job_id], place=place)
        last = max((expected.seconds for expected in jobs.values()), default=0.0)
        return Outlook(self.depth(lane) if state == "waiting" else 0, last)

    def _look(self, lane: Lane) -> dict[int, Outlook]:
        """What to expect of every open job of a lane."""
        ((moved,),) = self._database.read("select coalesce(max(moved), 0) from job")
        before = self._looked.get(lane)
        if before is None or not before.still_holds(moved, self.now):
            began = time.monotonic()
            jobs = line.outlook_of(self._database, lane, self.now)
            ready = time.monotonic()
            before = self._looked[lane] = _Looked(moved, self.now, ready, ready - began, jobs)
        return before.jobs


def _exported(
    key: str, lane: str, server: str, request: str, state: str, reply: str, error: str,
    submitted_at: float, started_at: float, ended_at: float,
) -> dict[str, Any]:  # fmt: skip
    import json

    return {
        "key": key, "lane": lane, "server": server, "request": json.loads(request), "state": state,
        "reply": json.loads(reply) if reply else None, "error": error, "submitted_at": submitted_at,
        "started_at": started_at, "ended_at": ended_at,
    }  # fmt: skip
