"""The database: one SQLite file that the bot and its workers share."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.jobs import schema
from skills.talk.errors import BadInput

BUSY_MILLISECONDS = 5000
_JOURNAL_LIMIT_BYTES = 16 * 2**20

_OUTSIDE_OUR_POWER = {
    sqlite3.SQLITE_BUSY: "somebody else keeps it locked; try again in a moment",
    sqlite3.SQLITE_LOCKED: "somebody else keeps it locked; try again in a moment",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_READONLY: "it is read-only; make its folder writable",
    sqlite3.SQLITE_IOERR: "the disk cannot be read or written, or is full; look after it",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; make its folder writable",
    sqlite3.SQLITE_CORRUPT: "it is damaged; stop Refrain, move it away and start again",
    sqlite3.SQLITE_NOTADB: "it is no database; move it away and start again",
}
"""What the machine, not the program, may do to a file, and what to do then."""


class Database:
    """One open connection, safe to share between threads; each change is kept whole or not at all.

    rooms: tables beside the jobs' own, by the name of who keeps them: the script that makes version 1,
    the one that makes version 2 from it, and so on. Every method raises BadInput when the file is
    locked for longer than 5 s, damaged, of a newer Refrain, or when the disk is full.
    """

    def __init__(self, path: Path, rooms: Mapping[str, Sequence[str]] = {}) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._told():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as problem:
                raise self._unusable(str(problem.strerror)) from problem
            self._connection = sqlite3.connect(
                path, timeout=BUSY_MILLISECONDS / 1000, isolation_level=None, check_same_thread=False
            )
            try:
                self._open({"jobs": schema.VERSIONS, **rooms})
            except BaseException:
                self._connection.close()
                raise

    def _open(self, rooms: Mapping[str, Sequence[str]]) -> None:
        pragmas = (
            f"busy_timeout = {BUSY_MILLISECONDS}", "journal_mode = wal", "synchronous = normal",
            "foreign_keys = on", "secure_delete = on", f"journal_size_limit = {_JOURNAL_LIMIT_BYTES}",
        )  # fmt: skip
        for pragma in pragmas:
            self._connection.execute(f"pragma {pragma}")
        known = self._versions()
        if any(known.get(name, 0) != len(versions) for name, versions in rooms.items()):
            with self.writing() as connection:
                self._grow(connection, rooms)

    def _versions(self) -> dict[str, int]:
        there = self.read("select 1 from sqlite_master where name = 'room'")
        return dict(self.read("select * from room")) if there else {}

    def _grow(self, connection: sqlite3.Connection, rooms: Mapping[str, Sequence[str]]) -> None:
        connection.execute(
            "create table if not exists room (name text primary key, version integer not null)"
        )
        known = self._versions()
        for name, versions in rooms.items():
            if known.get(name, 0) > len(versions):
                raise BadInput(f"{self.path} was made by a newer Refrain; update Refrain to use it.")
            for script in versions[known.get(name, 0) :]:
                for statement in schema.statements(script):
                    connection.execute(statement)
            connection.execute("insert or replace into room values (?, ?)", (name, len(versions)))

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction in which nobody else writes; inside another one, a part of that."""
        with self._lock, self._told():
            if self._connection.in_transaction:
                yield self._connection
                return
            self._connection.execute("begin immediate")
            try:
                yield self._connection
                self._connection.execute("commit")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._lock, self._told():
            return self._connection.execute(sql, values).fetchall()

    def write(self, sql: str, *values: object) -> int:
        """Run one statement; gives the number of the row it added."""
        with self.writing() as connection:
            return connection.execute(sql, values).lastrowid or 0

    def stamp(self) -> tuple[int, int]:
        """Another value after each change, whoever made it; costs next to nothing."""
        with self._lock, self._told():
            (version,) = self._connection.execute("pragma data_version").fetchone()
            return int(version), self._connection.total_changes

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What is the machine's fault is told to a person; what is ours stays an exception of SQLite."""
        try:
            yield
        except sqlite3.DatabaseError as problem:
            code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
            if code not in _OUTSIDE_OUR_POWER:
                raise
            raise self._unusable(_OUTSIDE_OUR_POWER[code]) from problem

    def _unusable(self, why: str) -> BadInput:
        return BadInput(f"The database {self.path} cannot be used: {why}. Nothing was changed.")
