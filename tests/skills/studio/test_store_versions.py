"""Stores of older versions: everything in them is kept, and they go on working."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from skills.catalog.song import Song
from skills.rights.clearance import Cleared
from skills.rights.license import parse_grant
from skills.studio.incoming import enter
from skills.studio.store import Store
from skills.talk.errors import BadInput
from tests.skills.rights.things import a_song
from tests.skills.studio.registered import OPEN, House, a_house, a_recipe

VERSION_1 = """
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
pragma user_version = 1;
"""
THEN = "2025-06-01T08:00:00+00:00"


def a_song_of_then(number: int, grant_text: str, added_at: str = THEN) -> tuple[Song, tuple[str, ...]]:
    grant = parse_grant(grant_text)
    song = Song(
        id=f"{number:012x}", title=f"Old {number}", artist="Ada", content_sha256=f"{number:064x}",
        grant_hash=grant.hash, facts=a_song(),
    )  # fmt: skip
    row = (song.id, song.title, song.artist, song.model_dump_json(), grant.hash, added_at)
    return song, (*row, grant.canonical_json())


def an_old_store(home: Path, *songs: tuple[Song, tuple[str, ...]]) -> None:
    """A store as version 1 wrote it: songs, a talk, a remix and a note."""
    home.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(home / "refrain.db")
    db.executescript(VERSION_1)
    for song, (*row, grant) in songs:
        db.execute("insert or ignore into grant_text values (?, ?, ?)", (row[4], grant, row[5]))
        db.execute("insert into song values (?, ?, ?, ?, ?, ?)", row)
        db.execute("insert into song_text values (?, ?, ?)", row[:3])
        recipe = a_recipe(song)
        values = (recipe.id, song.id, recipe.model_dump_json(), THEN)
        db.execute("insert into remix values (?, ?, ?, ?)", values)
    db.executemany(
        "insert into turn values (?, ?, ?, ?, ?)",
        [("talk", n, songs[0][0].id, f'{{"words": "{n}"}}', THEN) for n in range(3)],
    )
    db.execute("insert into note values ('demo songs made', 'one two')")
    db.commit()
    db.close()


def everything(home: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(home / "refrain.db")
    tables = ("song", "grant_text", "turn", "remix", "note", "song_text")
    found = {table: db.execute(f"select * from {table}").fetchall() for table in tables}
    db.close()
    return found


@pytest.fixture
def old(tmp_path: Path) -> House:
    """A house over an old store of three songs, two of them under the very same grant."""
    an_old_store(
        tmp_path,
        a_song_of_then(1, OPEN),
        a_song_of_then(2, OPEN, "yesterday"),
        a_song_of_then(3, 'license = "CC-BY-4.0"'),
    )
    return a_house(tmp_path)


def test_an_old_store_keeps_every_song_grant_turn_remix_and_note(tmp_path: Path) -> None:
    an_old_store(tmp_path, a_song_of_then(1, OPEN), a_song_of_then(2, 'license = "CC0-1.0"'))
    before = everything(tmp_path)
    Store(tmp_path / "refrain.db").close()
    assert everything(tmp_path) == before
    store = Store(tmp_path / "refrain.db")
    assert [song.title for song in store.search("old")] == ["Old 1", "Old 2"]
    assert len(store.turns("talk", "0" * 11 + "1")) == 3
    assert store.note("demo songs made") == "one two"
    assert store.read("pragma user_version") == [(3,)]


def test_songs_of_an_old_store_stand_under_the_grants_they_came_with(old: House) -> None:
    for song in old.studio.store.songs():
        (held,) = old.register.held(song.id, old.now)
        assert (held.state, held.grant.hash) == ("in force", song.grant_hash)
        assert old.studio.grant_of(song) == held.grant
        assert [event.kind for event in old.register.history(song.id)] == ["offered", "accepted"]


def test_a_remix_of_an_old_store_is_drafted_and_published(old: House) -> None:
    (recipe,) = old.studio.store.remixes("0" * 11 + "2")
    song = old.studio.store.song("0" * 11 + "2")
    assert song is not None
    release = old.draft(song)
    assert recipe == release.recipe.model_dump(mode="json")
    assert isinstance(old.publish(release), Cleared)


def test_an_old_store_that_many_open_at_once_is_brought_up_to_date_once(tmp_path: Path) -> None:
    an_old_store(tmp_path, a_song_of_then(1, OPEN))

    def opened(_: int) -> list[tuple[object, ...]]:
        store = Store(tmp_path / "refrain.db")
        found = store.read("select kind from event order by number")
        store.close()
        return found

    with ThreadPoolExecutor(8) as crowd:
        assert list(crowd.map(opened, range(8))) == [[("offered",), ("accepted",)]] * 8


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Store(tmp_path / "refrain.db").close()
    db = sqlite3.connect(tmp_path / "refrain.db")
    db.execute("pragma user_version = 99")
    db.close()
    with pytest.raises(BadInput, match="newer Refrain"):
        Store(tmp_path / "refrain.db")


def test_a_song_comes_in_registered_and_comes_back_under_its_new_terms_alone(tmp_path: Path) -> None:
    house = a_house(tmp_path)

    def comes_in(text: str) -> Song:
        song, _ = a_song_of_then(1, text)
        with house.studio.library.coming_in() as folder:
            (folder / "mix.flac").write_bytes(b"sound")
            enter(song, parse_grant(text), folder, house.studio)
        return song

    song = comes_in(OPEN)
    assert [(h.state, h.by) for h in house.register.held(song.id, house.now)] == [("in force", "you")]
    house.register.revoke(song.id, song.grant_hash, "you", house.now)
    house.studio.store.remove_song(song.id)
    comes_in('license = "CC0-1.0"')
    assert [h.state for h in house.register.held(song.id, house.now)] == ["revoked", "in force"]
    house.studio.store.remove_song(song.id)
    comes_in(OPEN)
    assert {h.grant.license: h.state for h in house.register.held(song.id, house.now)} == {
        "LicenseRef-Refrain-Open": "in force", "CC0-1.0": "superseded",
    }  # fmt: skip


def test_what_is_written_inside_a_larger_whole_is_undone_with_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "refrain.db")

    def write_and_fail() -> None:
        with store.writing():
            store.set_note("a", "1")
            with store.writing():
                store.set_note("b", "2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    assert (store.note("a"), store.note("b")) == (None, None)
