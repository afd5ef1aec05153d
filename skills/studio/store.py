"""The store: songs, grants, talks and remixes in one SQLite file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from skills.catalog.song import Song
from skills.studio.schema import VERSIONS, statements
from skills.talk.errors import BadInput

if TYPE_CHECKING:
    from sqlite_utils import Database

MAX_SEARCH = 200


class SongName(NamedTuple):
    """What a song is called."""

    id: str
    title: str
    artist: str


class Store:
    """One open store. Every method is one transaction; grants, turns and events are only ever added."""

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
        if self._version() == len(VERSIONS):
            return
        with self.writing() as connection:
            if self._version() > len(VERSIONS):
                raise BadInput("This store was made by a newer Refrain; update Refrain to use it.")
            for version in range(self._version() + 1, len(VERSIONS) + 1):
                for statement in statements(version):
                    connection.execute(statement)
                connection.execute(f"pragma user_version = {version}")

    def _version(self) -> int:
        return int(self._db.conn.execute("pragma user_version").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._db.conn.close()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction in which nobody else writes; inside another one, a part of that."""
        connection = self._db.conn
        if connection.in_transaction:
            yield connection
            return
        with connection:
            connection.execute("begin immediate")
            yield connection

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query; for the rooms of the studio that keep their own tables here."""
        return list(self._rows(sql, *values))

    def write(self, sql: str, *values: object) -> int:
        """Run one statement; gives the number of the row it added."""
        with self.writing() as connection:
            return connection.execute(sql, values).lastrowid or 0

    # songs

    def add_song(self, song: Song, grant_json: str, at: str, by: str = "") -> None:
        """Put a song and the text of its grant into the catalogue, both or neither.

        A song that was never here stands under its grant from now on, offered and accepted in one.
        """
        body = song.model_dump_json()
        with self.writing() as connection:
            connection.execute(
                "insert or ignore into grant_text values (?, ?, ?)", (song.grant_hash, grant_json, at)
            )
            connection.execute("delete from song_text where id = ?", (song.id,))
            connection.execute(
                "insert or replace into song values (?, ?, ?, ?, ?, ?)",
                (song.id, song.title, song.artist, body, song.grant_hash, at),
            )
            connection.execute("insert into song_text values (?, ?, ?)", (song.id, song.title, song.artist))
            if not self.read("select 1 from event where song_id = ? limit 1", song.id):
                connection.executemany(
                    "insert into event (at, who, kind, song_id, grant_hash) values (?, ?, ?, ?, ?)",
                    [(at, by, kind, song.id, song.grant_hash) for kind in ("offered", "accepted")],
                )

    def remove_song(self, song_id: str) -> None:
        """Take a song out of the catalogue; its grants, their story, talks and recipes stay."""
        with self.writing() as connection:
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

    def add_turn(self, talk_id: str, song_id: str, turn_json: str, at: str, by: str = "") -> None:
        """Append one turn to a talk; by: who said it, "" where nobody knows."""
        with self.writing() as connection:
            ((number,),) = self._rows("select count(*) from turn where talk_id = ?", talk_id)
            values = (talk_id, number, song_id, turn_json, at)
            connection.execute("insert into turn values (?, ?, ?, ?, ?)", values)
            if by:
                connection.execute("insert into said_by values (?, ?, ?)", (talk_id, number, by))

    def turns(self, talk_id: str, song_id: str) -> tuple[str, ...]:
        """The turns of a talk about one song, in order."""
        rows = self._rows(
            "select body from turn where talk_id = ? and song_id = ? order by number", talk_id, song_id
        )
        return tuple(body for (body,) in rows)

    def song_of_talk(self, talk_id: str) -> str:
        """The id of the song that a talk is about; "" where none was named in it."""
        for (song_id,) in self._rows("select song_id from talk_song where talk_id = ?", talk_id):
            return str(song_id)
        return ""

    def set_song_of_talk(self, talk_id: str, song_id: str) -> None:
        """Say which song a talk is about from now on."""
        with self.writing() as connection:
            connection.execute("insert or replace into talk_song values (?, ?)", (talk_id, song_id))

    def add_remix(self, remix_id: str, song_id: str, recipe: dict[str, Any], at: str) -> None:
        """Keep a recipe; the same remix made again changes nothing."""
        with self.writing() as connection:
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
        with self.writing() as connection:
            connection.execute("insert or replace into note values (?, ?)", (name, body))

    def change_note(self, name: str, change: Callable[[str | None], str]) -> None:
        """Keep what `change` makes of the note, with nobody else writing in between."""
        with self.writing() as connection:
            body = change(self.note(name))
            connection.execute("insert or replace into note values (?, ?)", (name, body))

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        yield from self._db.conn.execute(sql, values).fetchall()
