"""The line: the open jobs of a lane as the table holds them, in the order in which they come."""

from __future__ import annotations

from bot.jobs import fairness
from bot.jobs.database import Database
from bot.jobs.estimates import GUESSED_SECONDS, Speed, seconds_left, speed
from bot.jobs.fairness import Outlook, Turn, Waiting
from bot.jobs.job import Lane

_LOST_AFTER_SECONDS = 15.0


def next_of(database: Database, lane: Lane, now: float) -> Waiting | None:
    """The job that begins next; None when nobody's turn has come."""
    known = Speed(None, None)
    so_far = fairness.served(_turns(database, lane, now, known), now)
    return fairness.next_up(_waiting(database, lane, known), so_far, now, lane == "render")


def outlook_of(database: Database, lane: Lane, now: float) -> dict[int, Outlook]:
    """What to expect of each open job, by its number."""
    known = speed(database, lane)
    turns = _turns(database, lane, now, known)
    running = sum(turn.ended_at is None for turn in turns)
    workers = max(1, running, _workers(database, lane, now))
    return fairness.outlook(_waiting(database, lane, known), turns, workers, now, lane == "render")


def _workers(database: Database, lane: Lane, now: float) -> int:
    """How many workers of the lane were heard of lately."""
    since = now - _LOST_AFTER_SECONDS
    return len(database.read("select 1 from worker where lane = ? and seen_at >= ?", lane, since))


def _waiting(database: Database, lane: Lane, known: Speed) -> list[Waiting]:
    rows = database.read(
        "select id, person, server, priority, submitted_at, audio_seconds from job "
        "where lane = ? and state = 'waiting' order by id",
        lane,
    )
    return [
        Waiting(job_id, person, server, priority, at, _or_guessed(known.expected(audio)))
        for job_id, person, server, priority, at, audio in rows
    ]


def _turns(database: Database, lane: Lane, now: float, known: Speed) -> list[Turn]:
    ended = database.read(
        "select person, server, started_at, ended_at from job "
        "where lane = ? and ended_at > ? and started_at > 0",
        lane,
        now - fairness.WINDOW_SECONDS,
    )
    running = database.read(
        "select person, server, started_at, audio_seconds, share, id from job "
        "where lane = ? and state = 'running'",
        lane,
    )
    turns = [Turn(*row) for row in ended]
    for person, server, started_at, audio, share, job_id in running:
        left = seconds_left(_or_guessed(known.expected(audio)), share, max(0.0, now - started_at))
        turns.append(Turn(person, server, started_at, None, left, job_id))
    return turns


def _or_guessed(seconds: float | None) -> float:
    return GUESSED_SECONDS if seconds is None else seconds
