"""Uploads: songs that people brought, whose they are and who else may see them; and files on their way in."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.jobs.database import Database


class Uploads:
    """The songs that were brought, and what was offered and not yet taken in."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def own(self, song_id: str, person_id: int, alone: bool) -> None:
        """A person brought a song; alone: only they may see it."""
        self._database.write(
            "insert or replace into upload values (?, ?, ?, ?)",
            song_id, person_id, int(alone), self._clock(),
        )  # fmt: skip

    def owns(self, song_id: str, person_id: int) -> bool:
        """Whether a person brought that song."""
        sql = "select 1 from upload where song_id = ? and person_id = ?"
        return bool(self._database.read(sql, song_id, person_id))

    def hidden_from(self, person_id: int) -> frozenset[str]:
        """The songs that others brought for themselves alone."""
        rows = self._database.read(
            "select song_id from upload group by song_id having min(alone) = 1 and sum(person_id = ?) = 0",
            person_id,
        )
        return frozenset(str(song_id) for (song_id,) in rows)

    def of_person(self, person_id: int) -> tuple[dict[str, Any], ...]:
        """What a person brought, as JSON values."""
        rows = self._database.read(
            "select song_id, alone, at from upload where person_id = ? order by at", person_id
        )
        return tuple({"song": song, "only_me": bool(alone), "at": at} for song, alone, at in rows)

    def offers_of(self, person_id: int) -> tuple[dict[str, Any], ...]:
        """What a person offered and what is not taken in yet, as JSON values."""
        rows = self._database.read("select body, at from offer where person_id = ? order by at", person_id)
        return tuple({**json.loads(body).get("brought", {}), "at": at} for body, at in rows)

    def expect(self, key: int, person_id: int, told: Mapping[str, Any]) -> None:
        """A file that a person offered, to be taken in later."""
        body = json.dumps(told, ensure_ascii=False)
        self._database.write(
            "insert or replace into offer values (?, ?, ?, ?)", key, person_id, body, self._clock()
        )

    def expected(self, key: int, person_id: int) -> dict[str, Any] | None:
        """That offer of that person; None where there is none any more."""
        rows = self._database.read("select body from offer where id = ? and person_id = ?", key, person_id)
        return dict(json.loads(rows[0][0])) if rows else None

    def all_expected(self, state: str) -> tuple[tuple[int, dict[str, Any]], ...]:
        """Every offer in a state, oldest first."""
        rows = self._database.read("select id, body from offer order by id")
        told = ((int(key), dict(json.loads(body))) for key, body in rows)
        return tuple((key, body) for key, body in told if body.get("state") == state)

    def settle(self, key: int) -> None:
        """An offer is expected no more."""
        self._database.write("delete from offer where id = ?", key)

    def tidy(self, before: float) -> None:
        """Forget the offers that nobody came back to."""
        self._database.write("delete from offer where at < ?", before)
