"""Audit: what was decided and done on a server and by whom, written once and never changed."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from bot.jobs.database import Database

Act = Literal["settings", "block", "unblock", "report", "remove", "dismiss"]

LONGEST_REASON = 512
_COLUMNS = "id, at, server_id, who, act, before, after, reason"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would compute."""


@dataclass(frozen=True)
class Deed:
    """One thing that was done. at: seconds since 1970. before, after: what it changed, JSON values."""

    id: int
    at: float
    server_id: int
    who: int
    act: Act
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str


class Audit:
    """The deeds of all servers; rows can be added only."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database, self._clock = database, clock

    def enter(
        self,
        server_id: int,
        who: int,
        act: Act,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        reason: str = "",
    ) -> int:
        """Write down a deed; gives its number."""
        return self._database.write(
            "insert into audit (at, server_id, who, act, before, after, reason) values (?, ?, ?, ?, ?, ?, ?)",
            self._clock(), server_id, who, act, _text(before), _text(after), reason[:LONGEST_REASON],
        )  # fmt: skip

    def of_server(self, server_id: int, limit: int = -1) -> tuple[Deed, ...]:
        """The deeds on a server, newest first; limit: how many at most, -1 for all."""
        rows = self._database.read(
            f"select {_COLUMNS} from audit where server_id = ? order by id desc limit ?", server_id, limit
        )
        return tuple(_deed(*row) for row in rows)

    def of_person(self, person_id: int) -> tuple[Deed, ...]:
        """The deeds of a person, and those that name them, oldest first."""
        places = " or ".join(
            f"cast(json_extract({told}, '$.{name}') as text) = ?1"
            for told in ("before", "after")
            for name in ("maker", "person")
        )
        sql = f"select {_COLUMNS} from audit where cast(who as text) = ?1 or {places} order by id"
        return tuple(_deed(*row) for row in self._database.read(sql, str(person_id)))


def as_json(deeds: tuple[Deed, ...]) -> str:
    """The deeds as JSON text, oldest first."""
    told = [{**asdict(deed), "server_id": str(deed.server_id), "who": str(deed.who)} for deed in deeds]
    return json.dumps(told[::-1], ensure_ascii=False, indent=1)


def as_csv(deeds: tuple[Deed, ...]) -> str:
    """The deeds as comma-separated values, oldest first; no cell is a formula."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(_COLUMNS.split(", "))
    for deed in reversed(deeds):
        changed = (_text(deed.before), _text(deed.after), deed.reason)
        rows.writerow((deed.id, deed.at, deed.server_id, deed.who, deed.act, *map(_cell, changed)))
    return text.getvalue()


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _text(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _deed(
    number: int, at: float, server_id: int, who: int, act: Act, before: str, after: str, reason: str
) -> Deed:
    return Deed(number, at, server_id, who, act, json.loads(before), json.loads(after), reason)
