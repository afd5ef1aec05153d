"""Leading: of several bots on one database, one alone brings messages up to date."""

from __future__ import annotations

import os
import socket
import time
import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.jobs.database import Database

LEASE_SECONDS = 5.0
RENEW_SECONDS = 1.0


class Leader:
    """One candidate; a leader that is gone is followed at once, one that hangs when its lease is over."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._checked_at = 0.0
        self._leads = False

    def leads(self) -> bool:
        """Whether this one leads now; asks the database once a second."""
        now = self._clock()
        if self._checked_at <= now < self._checked_at + RENEW_SECONDS:
            return self._leads
        self._checked_at = now
        with self._database.writing() as connection:
            row = connection.execute("select holder, until from lock where name = 'leader'").fetchone()
            self._leads = row is None or row[0] == self.holder or row[1] <= now or _is_gone(row[0])
            if self._leads:
                connection.execute(
                    "insert or replace into lock values ('leader', ?, ?)", (self.holder, now + LEASE_SECONDS)
                )
        return self._leads

    def resign(self) -> None:
        """Let another one lead."""
        self._database.write("delete from lock where name = 'leader' and holder = ?", self.holder)
        self._leads, self._checked_at = False, 0.0


def _is_gone(holder: str) -> bool:
    """Whether a leader was a process of this machine that runs no more."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
