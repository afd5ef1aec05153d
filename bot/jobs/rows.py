"""Rows: a job as the table holds it, and the one way in which a row changes."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from bot.jobs.job import Job
from bot.jobs.wire import preview_from_json, reply_from_json, request_from_json

COLUMNS = (
    "id, key, lane, request, server, priority, audio_seconds, state, stage, share, preview, reply, error, "
    "error_kind, submitted_at, started_at, ended_at, cancel_asked_at, deaths"
)
"""What `job_of` reads."""

LEASE_SECONDS = 15.0
"""How long a worker that is silent keeps its job, where nobody can see whether it lives."""


def job_of(row: Sequence[Any]) -> Job:
    """The job of a row of COLUMNS."""
    given = dict(zip(COLUMNS.split(", "), row, strict=True))
    given["request"] = request_from_json(given["request"])
    given["preview"] = preview_from_json(given["preview"])
    given["reply"] = reply_from_json(given["reply"])
    return Job(**given)


def text(value: str) -> str:
    """The text as a column can hold it: what is no character of any alphabet becomes a question mark."""
    return value.encode("utf-8", "replace").decode("utf-8")


def next_version(connection: sqlite3.Connection) -> int:
    """A number higher than every row's version."""
    (value,) = connection.execute("update tally set value = value + 1 returning value").fetchone()
    return int(value)


def change(connection: sqlite3.Connection, job_id: int, *, moves: bool = False, **columns: object) -> None:
    """Set columns of a job and tell all who watch; `moves` when it changes who comes next."""
    version = next_version(connection)
    columns["version"] = version
    if moves:
        columns["moved"] = version
    named = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"update job set {named} where id = ?", (*columns.values(), job_id))


def end(connection: sqlite3.Connection, job_id: int, state: str, at: float, **columns: object) -> None:
    """Bring a job to its end; of a job whose person asked for it to be forgotten nothing stays."""
    columns |= {"state": state, "ended_at": at, "worker": "", "lease_until": 0.0}
    change(connection, job_id, moves=True, **columns)
    connection.execute("delete from job where id = ? and removed = 1", (job_id,))
