"""An errand: something that somebody asked for, the job that does it, and the message that tells of it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.frontends.discord_chat.visit import Visit, read_visit

if TYPE_CHECKING:
    from bot.jobs.database import Database

_COLUMNS = "id, key, kind, slot_id, job_id, open, at, visit, body"


@dataclass(frozen=True)
class Errand:
    """One errand.

    key: by which the same thing asked twice is one errand. kind: which file in `kinds` tells of it.
    open: whether its message may still change by itself. about: what more its kind must know, JSON values.
    """

    id: int
    key: str
    kind: str
    slot_id: int
    job_id: int
    open: bool
    at: float
    visit: Visit
    about: Mapping[str, Any]


class Errands:
    """The errands of a database."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def claim(self, snowflake: int) -> bool:
        """Whether an interaction or message is ours to answer; the second who asks gets False."""
        with self._database.writing() as connection:
            sql = "insert or ignore into seen values (?, ?)"
            return connection.execute(sql, (snowflake, self._clock())).rowcount > 0

    def enter(
        self, key: str, kind: str, slot_id: int, job_id: int, visit: Visit, about: Mapping[str, Any]
    ) -> Errand:
        """A new errand; the one of that key where there is one already."""
        with self._database.writing() as connection:
            connection.execute(
                "insert or ignore into errand (key, kind, slot_id, job_id, at, person_id, server_id, "
                "channel_id, visit, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (key, kind, slot_id, job_id, self._clock(), visit.person_id, visit.server_id,
                 visit.channel_id, visit.kept(), json.dumps(about, ensure_ascii=False)),
            )  # fmt: skip
            return self._read("where key = ?", key)[0]

    def find(self, key: str) -> Errand | None:
        """The errand of that key."""
        return next(iter(self._read("where key = ?", key)), None)

    def errand(self, errand_id: int) -> Errand | None:
        """The errand of that id; None where it was forgotten."""
        return next(iter(self._read("where id = ?", errand_id)), None)

    def open_ones(self) -> tuple[Errand, ...]:
        """All that may still change."""
        return self._read("where open = 1 order by id")

    def of_jobs(self, job_ids: Iterable[int]) -> tuple[Errand, ...]:
        """The open errands behind those jobs."""
        ids = list(job_ids)
        marks = ",".join("?" * len(ids))
        return self._read(f"where open = 1 and job_id in ({marks}) order by id", *ids)

    def of_slot(self, slot_id: int) -> Errand | None:
        """The last errand that a message told of."""
        return next(iter(self._read("where slot_id = ? order by id desc limit 1", slot_id)), None)

    def of_person(self, person_id: int, kind: str, since: float = 0.0, limit: int = 25) -> tuple[Errand, ...]:
        """A person's errands of a kind, newest first."""
        where = "where person_id = ? and kind = ? and at >= ? order by id desc limit ?"
        return self._read(where, person_id, kind, since, limit)

    def of_channel(self, channel_id: int, kind: str, limit: int = 25) -> tuple[Errand, ...]:
        """The errands of a kind in a channel, newest first."""
        return self._read(
            "where channel_id = ? and kind = ? order by id desc limit ?", channel_id, kind, limit
        )

    def move(self, errand_id: int, slot_id: int) -> None:
        """Let another message tell of it from now on."""
        self._database.write("update errand set slot_id = ? where id = ?", slot_id, errand_id)

    def of_talk(self, person_id: int, talk_id: str, limit: int = 50) -> tuple[Errand, ...]:
        """A person's cards and renders in a talk, newest first."""
        where = "where person_id = ? and kind in ('card', 'render') and json_extract(body, '$.talk_id') = ? "
        return self._read(where + "order by id desc limit ?", person_id, talk_id, limit)

    def know(self, errand_id: int, **more: Any) -> None:
        """Keep more about an errand."""
        with self._database.writing() as connection:
            body = connection.execute("select body from errand where id = ?", (errand_id,)).fetchone()
            told = json.dumps({**json.loads(body[0]), **more}, ensure_ascii=False)
            connection.execute("update errand set body = ? where id = ?", (told, errand_id))

    def unname(self, errand_id: int, visit: Visit, about: Mapping[str, Any]) -> None:
        """Keep only this of an errand that is over, and that nobody's job is behind any more."""
        changed = "key = ?, job_id = 0, open = 0, person_id = ?, visit = ?, body = ?"
        body = json.dumps(about, ensure_ascii=False)
        self._database.write(
            f"update errand set {changed} where id = ?",
            f"kept {errand_id}", visit.person_id, visit.kept(), body, errand_id,
        )  # fmt: skip

    def all_of_person(self, person_id: int) -> tuple[Errand, ...]:
        """Everything that a person asked for, oldest first."""
        return self._read("where person_id = ? order by id", person_id)

    def close(self, errand_id: int) -> None:
        """Its message changes no more by itself."""
        self._database.write("update errand set open = 0 where id = ?", errand_id)

    def _read(self, where: str, *values: object) -> tuple[Errand, ...]:
        rows = self._database.read(f"select {_COLUMNS} from errand {where}", *values)
        return tuple(_errand(*row) for row in rows)


def _errand(
    number: int, key: str, kind: str, slot_id: int, job_id: int, open_: int, at: float, visit: str, body: str
) -> Errand:
    return Errand(number, key, kind, slot_id, job_id, bool(open_), at, read_visit(visit), json.loads(body))
