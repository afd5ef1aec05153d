"""Hands: the queue as workers use it, who take jobs, keep them by a lease and bring them to an end."""

from __future__ import annotations

import logging
import secrets
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.jobs import estimates, leftovers, line
from bot.jobs.database import Database
from bot.jobs.job import Job, Lane, State
from bot.jobs.living import is_alive
from bot.jobs.rows import COLUMNS, LEASE_SECONDS, change, end, job_of
from bot.jobs.wire import preview_to_json, reply_to_json, request_from_json
from skills.talk.reply import Preview, Reply

MOST_DEATHS = 3
"""How many workers may die of a job before it is given up."""
POISON = (
    "This broke off three times in a row, so I stopped trying. Ask for something a little different; "
    "if it stays so, report the code {code}."
)

log = logging.getLogger(__name__)

_MINE = "select cancel_asked_at, started_at from job where id = ? and state = 'running' and worker = ?"


class Hands:
    """What workers do with jobs. A worker is named host:pid:start; every method is one transaction."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    @property
    def now(self) -> float:
        """Seconds since 1970."""
        return self._clock()

    def stamp(self) -> tuple[int, int]:
        """Another value after each change, whoever made it; costs next to nothing."""
        return self._database.stamp()

    def enlist(self, lane: Lane, worker: str, crew: str = "") -> None:
        """Say that a worker of a lane is there; `crew` is the process that started it."""
        self._database.write(
            "insert or replace into worker (id, lane, crew, seen_at) values (?, ?, ?, ?)",
            worker, lane, crew, self.now,
        )  # fmt: skip

    def beat(self, worker: str) -> None:
        """Say that a worker still lives."""
        self._database.write(
            "update worker set seen_at = ?, beats = beats + 1 where id = ?", self.now, worker
        )

    def beats(self) -> dict[str, int]:
        """How often each worker has said that it lives."""
        return dict(self._database.read("select id, beats from worker"))

    def claim(self, lane: Lane, worker: str) -> Job | None:
        """The job whose turn it is, now the worker's; None when there is none to do."""
        if not self._database.read("select 1 from job where lane = ? and state = 'waiting' limit 1", lane):
            return None
        with self._database.writing() as connection:
            now = self.now
            job = line.next_of(self._database, lane, now)
            if job is None:
                return None
            change(
                connection, job.id, moves=True, state="running", worker=worker, started_at=now,
                lease_until=now + LEASE_SECONDS, stage="", share=0.0,
            )  # fmt: skip
            return self._read(job.id)

    def is_mine(self, job_id: int, worker: str) -> bool:
        """Whether the worker shall go on: the job is still its own, and nobody asked for its end."""
        return self._database.read(_MINE + " and cancel_asked_at = 0", job_id, worker) != []

    def renew(self, job_id: int, worker: str) -> bool:
        """Keep the job for another 15 s; False: it was cancelled, or is not the worker's any more."""
        with self._database.writing() as connection:
            connection.execute(
                "update job set lease_until = ? where id = ? and state = 'running' and worker = ?",
                (self.now + LEASE_SECONDS, job_id, worker),
            )
            self.beat(worker)
            return self.is_mine(job_id, worker)

    def progress(self, job_id: int, worker: str, stage: str, share: float) -> bool:
        """Tell how far it is, 0.0 to 1.0; False: it was cancelled, or is not the worker's any more."""
        with self._database.writing() as connection:
            if not self.is_mine(job_id, worker):
                return False
            change(connection, job_id, stage=stage, share=min(1.0, max(0.0, share)))
            return self.renew(job_id, worker)

    def preview(self, job_id: int, worker: str, preview: Preview) -> bool:
        """Keep the preview that can be heard already."""
        with self._database.writing() as connection:
            mine = self.is_mine(job_id, worker)
            if mine:
                change(connection, job_id, preview=preview_to_json(preview))
            return mine

    def finish(self, job_id: int, worker: str, reply: Reply) -> bool:
        """Keep the reply; False when it was cancelled or taken away before, and the reply is not kept."""
        columns = {"reply": reply_to_json(reply), "share": 1.0}
        if reply.preview is not None:
            columns["preview"] = preview_to_json(reply.preview)
        return self._ended(job_id, worker, "done", columns)

    def fail(self, job_id: int, worker: str, kind: str, sentence: str) -> bool:
        """Keep why it failed: a kind for programs, one sentence for a person."""
        return self._ended(job_id, worker, "failed", {"error": sentence, "error_kind": kind})

    def stopped(self, job_id: int, worker: str) -> bool:
        """The worker let go of the job: cancelled where that was asked, else free for another worker."""
        with self._database.writing() as connection:
            rows = connection.execute(_MINE, (job_id, worker)).fetchall()
            if rows:
                self._let_go(connection, job_id, rows[0][0], 0)
            return bool(rows)

    def discharge(self, worker: str) -> None:
        """The worker was ended on purpose: its job is cancelled where that was asked, else free again."""
        with self._database.writing() as connection:
            for job_id, asked_at in connection.execute(
                "select id, cancel_asked_at from job where state = 'running' and worker = ?", (worker,)
            ).fetchall():
                self._let_go(connection, job_id, asked_at, 0)
            connection.execute("delete from worker where id = ?", (worker,))

    def reap(self) -> int:
        """Free the jobs of workers that died; gives how many.

        A worker of this machine is looked for; any other is taken for dead when its lease is over. A
        death counts unless the whole crew of the worker is gone too.
        """
        found = [row for row in self._database.read(_RUNNING) if self._is_lost(row[1], row[2])]
        for job_id, worker, _, _ in found:
            self._bury(job_id, worker)
        for worker, seen_at in self._database.read("select id, seen_at from worker"):
            if self._is_lost(worker, seen_at + LEASE_SECONDS):
                self._database.write("delete from worker where id = ?", worker)
        return len(found)

    def kills_wanted(self) -> dict[str, int]:
        """The workers whose running job was asked to end, and that job."""
        rows = self._database.read(_RUNNING)
        return {worker: job_id for job_id, worker, _, asked_at in rows if asked_at}

    def _is_lost(self, worker: str, lease_until: float) -> bool:
        alive = is_alive(worker)
        return self.now >= lease_until if alive is None else not alive

    def _bury(self, job_id: int, worker: str) -> None:
        with self._database.writing() as connection:
            crews = connection.execute("select crew from worker where id = ?", (worker,)).fetchall()
            rows = connection.execute(_MINE, (job_id, worker)).fetchall()
            if rows:
                crew = crews[0][0] if crews else ""
                counts = not crew or is_alive(crew) is True
                self._let_go(connection, job_id, rows[0][0], int(counts))

    def _let_go(self, connection: sqlite3.Connection, job_id: int, asked_at: float, deaths: int) -> None:
        ((before, request),) = connection.execute(
            "select deaths, request from job where id = ?", (job_id,)
        ).fetchall()
        self._clear_after(connection, job_id, request)
        if asked_at:
            end(connection, job_id, "cancelled", self.now)
        elif before + deaths >= MOST_DEATHS:
            code = secrets.token_hex(3).upper()
            log.error("Job %d broke off %d times and is given up, code %s", job_id, before + deaths, code)
            end(
                connection, job_id, "failed", self.now,
                deaths=before + deaths, error=POISON.format(code=code), error_kind="poison",
            )  # fmt: skip
        else:
            change(
                connection, job_id, moves=True, state="waiting", worker="", lease_until=0.0,
                started_at=0.0, stage="", share=0.0, deaths=before + deaths,
            )  # fmt: skip

    def _clear_after(self, connection: sqlite3.Connection, job_id: int, request: str) -> None:
        """Remove what the job left half-made, where no other job writes into the same folder now."""
        out = request_from_json(request).options.get("out")
        others = connection.execute("select request from job where state = 'running' and id <> ?", (job_id,))
        if out and all(request_from_json(other).options.get("out") != out for (other,) in others):
            leftovers.clear(Path(out))

    def _ended(self, job_id: int, worker: str, state: State, columns: dict[str, Any]) -> bool:
        with self._database.writing() as connection:
            rows = connection.execute(_MINE, (job_id, worker)).fetchall()
            if not rows:
                return False
            asked_at, started_at = rows[0]
            if asked_at:
                end(connection, job_id, "cancelled", self.now)
                return False
            if state == "done":
                ((lane, audio),) = connection.execute(
                    "select lane, audio_seconds from job where id = ?", (job_id,)
                ).fetchall()
                estimates.remember(connection, lane, audio, self.now - started_at)
            end(connection, job_id, state, self.now, **columns)
            return True

    def _read(self, job_id: int) -> Job:
        return job_of(self._database.read(f"select {COLUMNS} from job where id = ?", job_id)[0])


_RUNNING = "select id, worker, lease_until, cancel_asked_at from job where state = 'running'"
