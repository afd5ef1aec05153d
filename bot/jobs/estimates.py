"""Estimates: how long a job will run, from the last ones that were measured."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from bot.jobs.database import Database
from bot.jobs.job import Lane

LAST = 20
"""How many done jobs of a lane are remembered."""
GUESSED_SECONDS = 30.0
"""How long a job is taken to run, to tell its place, while nothing was measured."""
SHARE_THAT_TELLS = 0.1
"""A job that is this far tells by itself how long it takes."""


@dataclass(frozen=True)
class Speed:
    """How fast a lane works.

    seconds_per_audio_second: of jobs whose sound's length was known, None when there were none.
    seconds: of any job, on average; None when nothing was measured.
    """

    seconds_per_audio_second: float | None
    seconds: float | None

    def expected(self, audio_seconds: float) -> float | None:
        """Seconds that a job will run; None when nothing is known of its like."""
        if audio_seconds > 0.0 and self.seconds_per_audio_second is not None:
            return audio_seconds * self.seconds_per_audio_second
        return self.seconds


def remember(connection: sqlite3.Connection, lane: Lane, audio_seconds: float, seconds: float) -> None:
    """Keep what a done job took, and forget all but the last twenty."""
    connection.execute(
        "insert into measured (lane, audio_seconds, seconds) values (?, ?, ?)",
        (lane, audio_seconds, max(0.0, seconds)),
    )
    connection.execute(
        "delete from measured where lane = ? and id not in "
        "(select id from measured where lane = ? order by id desc limit ?)",
        (lane, lane, LAST),
    )


def speed(database: Database, lane: Lane) -> Speed:
    """How fast the lane's last done jobs were."""
    rows = database.read("select audio_seconds, seconds from measured where lane = ?", lane)
    heard = [(audio, seconds) for audio, seconds in rows if audio > 0.0]
    return Speed(
        sum(seconds for _, seconds in heard) / sum(audio for audio, _ in heard) if heard else None,
        sum(seconds for _, seconds in rows) / len(rows) if rows else None,
    )


def seconds_left(expected: float, share: float, ran: float) -> float:
    """Seconds that a job still needs that ran for `ran` seconds; well under way, its share tells."""
    if share >= SHARE_THAT_TELLS:
        return max(0.0, ran * (1.0 - share) / share)
    return max(0.0, expected - ran)
