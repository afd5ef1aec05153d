"""Events: what happened to grants and releases, one after the other, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from skills.rights.grant import Grant
from skills.rights.license import parse_grant
from skills.rights.life import Happened, seconds_of
from skills.studio.register.faults import moment
from skills.studio.store import Store

LONGEST_WHY = 500
_COLUMNS = "number, at, who, kind, song_id, grant_hash, release_id, body"


@dataclass(frozen=True)
class Event:
    """One thing that happened; `at` is ISO 8601 text. said: what more is known of it, by its kind."""

    number: int
    at: str
    by: str
    kind: str
    song_id: str
    grant_hash: str
    release_id: str
    said: Mapping[str, Any]

    @property
    def why(self) -> str:
        """In somebody's own words; never read by clearance."""
        return str(self.said.get("why", ""))

    @property
    def happened(self) -> Happened:
        """The event as the rules of life take it."""
        return Happened(
            self.number,
            _seconds(self.at),
            self.kind,
            self.song_id,
            self.grant_hash,
            int(self.said.get("effective", 0)),
            self.said.get("was"),
            self.said.get("state"),
        )


def add_event(
    store: Store,
    kind: str,
    by: str,
    at: str,
    song_id: str = "",
    grant_hash: str = "",
    release_id: str = "",
    **said: Any,
) -> int:
    """Add an event; gives its number."""
    moment(at)
    if "why" in said:
        said["why"] = str(said["why"])[:LONGEST_WHY]
    return store.write(
        "insert into event (at, who, kind, song_id, grant_hash, release_id, body) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        at, by, kind, song_id, grant_hash, release_id, json.dumps(said, sort_keys=True),
    )  # fmt: skip


def events_of_song(store: Store, song_id: str) -> tuple[Event, ...]:
    """The story of a song's grants, oldest first."""
    return _events(store, f"select {_COLUMNS} from event where song_id = ? order by number", song_id)


def events_of_release(store: Store, release_id: str) -> tuple[Event, ...]:
    """The story of a release, oldest first."""
    return _events(store, f"select {_COLUMNS} from event where release_id = ? order by number", release_id)


def _events(store: Store, sql: str, *values: object) -> tuple[Event, ...]:
    return tuple(Event(*(*row[:-1], json.loads(row[-1]))) for row in store.read(sql, *values))


def keep_grant(store: Store, grant: Grant, at: str) -> None:
    """Keep the text of a grant."""
    sql = "insert or ignore into grant_text values (?, ?, ?)"
    store.write(sql, grant.hash, grant.canonical_json(), at)


def grant_of_hash(store: Store, grant_hash: str) -> Grant:
    """The grant of that hash, which the store holds."""
    text = store.grant_json(grant_hash)
    assert text is not None, "the store keeps every grant that an event names"
    return _read(text)


@lru_cache(maxsize=1024)
def _read(text: str) -> Grant:
    return parse_grant(text, "a stored grant")


def _seconds(at: str) -> int:
    try:
        return seconds_of(at)
    except ValueError:  # a time of a store of version 1, where none was checked
        return 0
