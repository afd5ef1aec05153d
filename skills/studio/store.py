"""The store: songs, grants, talks and remixes in one SQLite file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from skills.catalog.song import Song
from skills.talk.errors import BadInput

if TYPE_CHECKING:
    from sqlite_utils import Database

SCHEMA_VERSION = 1
MAX_SEARCH = 200

_SCHEMA = """
create table song (
    id text primary key, title text not null, artist text not null, body text not null,
    grant_hash text not null references grant_text(hash), added_at text not null
);
create table grant_text (hash text primary key, body text not null, added_at text not null);
create table turn (
    talk_id text not null, number integer not null, song_id text not null, body text not null,
    said_at text not null, primary key (talk_id, number)
);
create table remix (
    id text primary key, song_id text not null, recipe text not null, made_at text not null
);
create table note (name text primary key, body text not null);
create virtual table song_text using fts5(
    id unindexed, title, artist, tokenize = "unicode61 remove_diacritics 2"
);
create trigger turn_is_kept before update on turn
    begin select raise(abort, 'a turn is never changed'); end;
create trigger grant_is_kept before update on grant_text
    begin select raise(abort, 'a grant is never changed'); end;
"""


class SongName(NamedTuple):
    """What a song is called."""

    id: str
    title: str
    artist: str


class Store:
    """One open store. Every method is one transaction; grants and turns are only ever added."""

    def __init__(self, path: Path) -> None:
        from sqlite_utils import Database

        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db: Database = Database(path)
            for pragma in ("busy_timeout = 10000", "journal_mode = wal", "foreign_keys = on"):
                self._db.conn.execute(f"pragma {pragma}")
            self._grow()
        except (sqlite3.DatabaseError, OSError) as problem:
            raise BadInput(
                f"The store {path} cannot be used ({problem}); make its folder writable, or move a "
                "damaged file away and add the songs again."
            ) from problem

    def _grow(self) -> None:
        if self._version() == SCHEMA_VERSION:
            return
        with self._db.conn as connection:
            connection.execute("begin immediate")
            if self._version() > SCHEMA_VERSION:
                raise BadInput("This store was made by a newer Refrain; update Refrain to use it.")
            if self._version() < SCHEMA_VERSION:
                for statement in _statements(_SCHEMA):
                    connection.execute(statement)
                connection.execute(f"pragma user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return int(self._db.conn.execute("pragma user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.conn.close()

    # songs

    def add_song(self, song: Song, grant_json: str, at: str) -> None:
        """Put a song and the text of its grant into the catalogue, both or neither."""
        body = song.model_dump_json()
        with self._db.conn as connection:
            connection.execute(
                "insert or ignore into grant_text values (?, ?, ?)", (song.grant_hash, grant_json, at)
            )
            connection.execute("delete from song_text where id = ?", (song.id,))
            connection.execute(
                "insert or replace into song values (?, ?, ?, ?, ?, ?)",
                (song.id, song.title, song.artist, body, song.grant_hash, at),
            )
            connection.execute("insert into song_text values (?, ?, ?)", (song.id, song.title, song.artist))

    def remove_song(self, song_id: str) -> None:
        """Take a song out of the catalogue; its grants, talks and recipes stay."""
        with self._db.conn as connection:
            connection.execute("delete from song where id = ?", (song_id,))
            connection.execute("delete from song_text where id = ?", (song_id,))

    def songs(self) -> tuple[Song, ...]:
        """All songs, by title."""
        rows = self._rows("select body from song order by title collate nocase, id")
        return tuple(Song.model_validate_json(body) for (body,) in rows)

    def names(self) -> tuple[SongName, ...]:
        """What every song is called, by title, without reading what was heard in it."""
        rows = self._rows("select id, title, artist from song order by title collate nocase, id")
        return tuple(SongName(*row) for row in rows)

    def song(self, song_id: str) -> Song | None:
        """The song of that id."""
        for (body,) in self._rows("select body from song where id = ?", song_id):
            return Song.model_validate_json(body)
        return None

    def search(self, words: str, limit: int = 20) -> tuple[Song, ...]:
        """Songs whose title or artist has all the words, the best match first."""
        terms = " ".join(f'"{word}"*' for word in re.findall(r"\w+", words[:MAX_SEARCH])[:20])
        if not terms:
            return ()
        rows = self._rows(
            "select song.body from song_text join song on song.id = song_text.id "
            "where song_text match ? order by rank limit ?",
            terms,
            limit,
        )
        return tuple(Song.model_validate_json(body) for (body,) in rows)

    def grant_json(self, grant_hash: str) -> str | None:
        """The canonical text of a grant."""
        for (body,) in self._rows("select body from grant_text where hash = ?", grant_hash):
            return str(body)
        return None

    # talks and remixes

    def add_turn(self, talk_id: str, song_id: str, turn_json: str, at: str) -> None:
        """Append one turn to a talk."""
        with self._db.conn as connection:
            connection.execute(
                "insert into turn values (?, (select count(*) from turn where talk_id = ?), ?, ?, ?)",
                (talk_id, talk_id, song_id, turn_json, at),
            )

    def turns(self, talk_id: str, song_id: str) -> tuple[str, ...]:
        """The turns of a talk about one song, in order."""
        rows = self._rows(
            "select body from turn where talk_id = ? and song_id = ? order by number", talk_id, song_id
        )
        return tuple(body for (body,) in rows)

    def add_remix(self, remix_id: str, song_id: str, recipe: dict[str, Any], at: str) -> None:
        """Keep a recipe; the same remix made again changes nothing."""
        with self._db.conn as connection:
            connection.execute(
                "insert or ignore into remix values (?, ?, ?, ?)",
                (remix_id, song_id, json.dumps(recipe, sort_keys=True), at),
            )

    def remixes(self, song_id: str) -> tuple[dict[str, Any], ...]:
        """The recipes made of a song, oldest first."""
        rows = self._rows("select recipe from remix where song_id = ? order by made_at, rowid", song_id)
        return tuple(json.loads(body) for (body,) in rows)

    # notes

    def note(self, name: str) -> str | None:
        """A small fact kept by name."""
        for (body,) in self._rows("select body from note where name = ?", name):
            return str(body)
        return None

    def set_note(self, name: str, body: str) -> None:
        """Keep a small fact by name, in place of what was kept before."""
        with self._db.conn as connection:
            connection.execute("insert or replace into note values (?, ?)", (name, body))

    def change_note(self, name: str, change: Callable[[str | None], str]) -> None:
        """Keep what `change` makes of the note, with nobody else writing in between."""
        with self._db.conn as connection:
            connection.execute("begin immediate")
            body = change(self.note(name))
            connection.execute("insert or replace into note values (?, ?)", (name, body))

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        yield from self._db.conn.execute(sql, values).fetchall()


def _statements(script: str) -> list[str]:
    """The statements of the schema; a trigger's own semicolon ends no statement."""
    found, part = [], ""
    for line in script.strip().splitlines():
        part += line + "\n"
        if sqlite3.complete_statement(part):
            found.append(part)
            part = ""
    return found
