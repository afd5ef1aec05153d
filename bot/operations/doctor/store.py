"""The store and the queue of jobs: whether their files open, are whole and of a version that is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from bot.config import Config, home_of
from bot.operations import readiness
from bot.operations.check import Check

GROUP = "Music"
OF_THE_STORE = "pragma user_version"
OF_THE_QUEUE = "select version from room where name = 'jobs'"


def checks(config: Config) -> Iterable[Check]:
    """Store, songs in it, and the queue."""
    from bot.jobs import schema
    from bot.wiring import newest_store_version

    home = home_of(config)
    store = home / "refrain.db"
    yield database(store, "store", "The store", OF_THE_STORE, newest_store_version())
    yield songs(store, bool(config["catalogue"]["demo_songs"]))
    yield database(home / "bot.db", "queue", "The queue of jobs", OF_THE_QUEUE, len(schema.VERSIONS))


def database(path: Path, name: str, called: str, version_sql: str, newest: int) -> Check:
    """Whether an SQLite file opens, is whole, writable and not newer than `newest`; nothing is changed."""
    if not path.exists():
        return Check(GROUP, name, "well", f"{called} ({path.name}) will be made at first use.")
    try:
        version, told = _looked_into(path, version_sql)
    except sqlite3.Error as problem:
        return _damaged(path, name, called, str(problem))
    if told != "ok":
        return _damaged(path, name, called, told)
    if version > newest:
        sentence = (
            f"{called} was made by a newer Refrain (version {version}, known are {newest}); update Refrain."
        )
        return Check(GROUP, name, "missing", sentence)
    if not readiness.is_writable(path):
        sentence = (
            f"{called} ({path}) cannot be written to now; look at the rights of the file and who holds it."
        )
        return Check(GROUP, name, "missing", sentence)
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    old = f"; version {newest} is made of it at the next start" if version < newest else ""
    return Check(GROUP, name, "well", f"{called} is whole and writable ({size}, version {version}{old}).")


def songs(store: Path, with_demo_songs: bool) -> Check:
    """How many songs there are to remix."""
    count = 0
    if store.exists():
        try:
            with _reading(store) as connection:
                count = connection.execute("select count(*) from song").fetchone()[0]
        except sqlite3.Error:
            count = 0
    if count:
        told = "1 song" if count == 1 else f"{count} songs"
        return Check(GROUP, "songs", "well", f"The catalogue holds {told}.")
    if with_demo_songs:
        return Check(GROUP, "songs", "well", "The catalogue is empty; the demo songs are made at first use.")
    sentence = "The catalogue is empty and demo songs are switched off; `refrain songs add` brings songs in."
    return Check(GROUP, "songs", "note", sentence)


def _looked_into(path: Path, version_sql: str) -> tuple[int, str]:
    with _reading(path) as connection:
        version = int(connection.execute(version_sql).fetchone()[0])
        return version, str(connection.execute("pragma quick_check(1)").fetchone()[0])


class _reading:  # noqa: N801  # it is used like a function
    """A connection that changes nothing, closed at the end."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=readiness.PATIENCE_SECONDS
        )

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _damaged(path: Path, name: str, called: str, why: str) -> Check:
    sentence = (
        f"{called} ({path}) cannot be read ({why.splitlines()[0]}); stop Refrain, move the file away and put "
        "the last backup in its place."
    )
    return Check(GROUP, name, "missing", sentence)
