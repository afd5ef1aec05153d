"""The database keeps each change whole or not at all, and says in one sentence what is wrong with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bot.jobs.database import Database
from bot.jobs.queue import Queue
from skills.talk.errors import BadInput
from tests.bot.jobs.places import DONE, asked, queue_in

NOTES = "create table note (body text);\n"
TRIGGER = (
    "create trigger kept before update on note\n"
    "    begin select raise(abort, 'a note; is kept'); end;\n"
    "alter table note add column at real not null default 0;\n"
)


def test_a_room_grows_version_by_version_and_keeps_what_is_in_it(tmp_path: Path) -> None:
    first = Database(tmp_path / "bot.db", {"discord": (NOTES,)})
    first.write("insert into note values ('hello')")
    first.close()
    second = Database(tmp_path / "bot.db", {"discord": (NOTES, TRIGGER)})
    assert second.read("select * from note") == [("hello", 0.0)]
    assert second.read("select * from room order by name") == [("discord", 2), ("jobs", 1)]


def test_who_does_not_know_a_room_leaves_it_alone(tmp_path: Path) -> None:
    Database(tmp_path / "bot.db", {"discord": (NOTES,)}).close()
    assert Database(tmp_path / "bot.db").read("select count(*) from note") == [(0,)]


def test_a_newer_room_is_refused_in_one_sentence(tmp_path: Path) -> None:
    Database(tmp_path / "bot.db", {"discord": (NOTES, TRIGGER)}).close()
    with pytest.raises(BadInput) as refused:
        Database(tmp_path / "bot.db", {"discord": (NOTES,)})
    assert str(refused.value) == f"{tmp_path}/bot.db was made by a newer Refrain; update Refrain to use it."


def test_a_room_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        Database(tmp_path / "bot.db", {"discord": (NOTES + "create table note (again text);\n",)})
    names = Database(tmp_path / "bot.db").read("select name from sqlite_master where name = 'note'")
    assert names == []


def test_a_damaged_file_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(BadInput) as refused:
        Database(tmp_path / "bot.db")
    assert str(refused.value) == (
        f"The database {tmp_path}/bot.db cannot be used: it is no database; move it away and start again. "
        "Nothing was changed."
    )


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="cannot be used: "):
        Database(tmp_path / "file" / "bot.db")


def test_a_transaction_inside_another_is_a_part_of_it(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.db", {"discord": (NOTES,)})
    queue = Queue(database)

    def enter_both() -> None:
        with database.writing():
            database.write("insert into note values ('an errand')")
            queue.submit("key", "desk", asked())
            raise KeyError

    with pytest.raises(KeyError):
        enter_both()
    assert (database.read("select * from note"), queue.find("key")) == ([], None)


def test_a_full_disk_is_told_in_one_sentence_and_nothing_is_half_written(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.db")
    queue = Queue(database)
    job = queue.submit("first", "desk", asked())
    (pages,) = database.read("pragma page_count")[0]
    database.read(f"pragma max_page_count = {pages}")
    with pytest.raises(BadInput, match=r"cannot be used: the disk is full; make room\. Nothing was changed"):
        queue.submit("second", "desk", asked(words="x" * 100_000))
    assert (queue.find("second"), queue.job(job.id)) == (None, job)
    database.read(f"pragma max_page_count = {pages + 1000}")
    assert queue.submit("second", "desk", asked()).id == job.id + 1


def test_a_lock_that_stays_is_told_in_one_sentence(tmp_path: Path) -> None:
    ours, theirs = Database(tmp_path / "bot.db"), Database(tmp_path / "bot.db")
    ours.read("pragma busy_timeout = 10")
    with theirs.writing(), pytest.raises(BadInput, match="keeps it locked; try again in a moment"):
        Queue(ours).submit("key", "desk", asked())
    assert Queue(ours).submit("key", "desk", asked()).state == "waiting"


def test_a_mistake_of_ours_stays_loud(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        Database(tmp_path / "bot.db").read("select * from nowhere")


def test_what_was_submitted_survives_the_end_of_the_process(tmp_path: Path) -> None:
    queue = queue_in(tmp_path)
    job = queue.submit("key", "desk", asked())
    claimed = queue.claim("desk", "w1")
    assert claimed is not None
    assert queue.finish(job.id, "w1", DONE)
    kept = queue_in(tmp_path).job(job.id)
    assert (kept.state, kept.reply, kept.request) == ("done", DONE, asked())
