"""A job is entered once, done once, and ends in exactly one way."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.jobs.database import Database
from bot.jobs.hands import POISON
from bot.jobs.job import Job, NoSuchJob
from bot.jobs.queue import Queue
from bot.jobs.rows import LEASE_SECONDS
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from tests.bot.jobs.places import DONE, START, Clock, asked, queue_in

HEARD = Preview(Path("/out/preview.ogg"), "“Open Road” by Ana", "made with AI", ("open-road",))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(tmp_path: Path, clock: Clock) -> Queue:
    return queue_in(tmp_path, clock)


def test_a_new_job_says_everything_that_was_asked(queue: Queue) -> None:
    job = queue.submit("key", "render", asked(), server="music", priority=2, audio_seconds=180.0)
    assert job == Job(
        id=1, key="key", lane="render", request=asked(), server="music", priority=2, audio_seconds=180.0,
        state="waiting", stage="", share=0.0, preview=None, reply=None, error="", error_kind="",
        submitted_at=START, started_at=0.0, ended_at=0.0, cancel_asked_at=0.0, deaths=0,
    )  # fmt: skip
    assert queue.find("key") == queue.job(1) == job


def test_the_same_key_is_the_same_job_even_when_it_is_done(queue: Queue) -> None:
    first = queue.submit("key", "desk", asked())
    assert queue.submit("key", "desk", asked("bob", "other words")) == first
    queue.claim("desk", "w1")
    queue.finish(first.id, "w1", DONE)
    assert queue.submit("key", "desk", asked()).reply == DONE


def test_a_job_goes_from_waiting_over_running_to_done(queue: Queue, clock: Clock) -> None:
    queue.submit("key", "render", asked())
    clock.advance(2.0)
    running = queue.claim("render", "w1")
    assert running is not None
    assert (running.state, running.started_at) == ("running", START + 2.0)
    assert queue.progress(1, "w1", "stems", 0.25)
    assert queue.preview(1, "w1", HEARD)
    told = queue.job(1)
    assert (told.stage, told.share, told.preview) == ("stems", 0.25, HEARD)
    clock.advance(3.0)
    assert queue.finish(1, "w1", DONE)
    done = queue.job(1)
    assert (done.state, done.share, done.reply, done.preview) == ("done", 1.0, DONE, HEARD)
    assert (done.ended_at, queue.claim("render", "w1")) == (START + 5.0, None)


def test_a_lane_gives_only_its_own_jobs(queue: Queue) -> None:
    queue.submit("key", "render", asked())
    assert (queue.claim("desk", "w1"), queue.depth("desk"), queue.depth("render")) == (None, 0, 1)


def test_a_failure_is_kept_with_its_sentence(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    assert queue.fail(1, "w1", "NoSuchSong", "There is no song called “x”.")
    job = queue.job(1)
    assert (job.state, job.error_kind, job.error) == ("failed", "NoSuchSong", "There is no song called “x”.")


def test_somebody_else_can_neither_renew_nor_end_a_job(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    running = queue.claim("desk", "w1")
    tried = (
        queue.renew(1, "w2"), queue.progress(1, "w2", "x", 0.5), queue.preview(1, "w2", HEARD),
        queue.finish(1, "w2", DONE), queue.fail(1, "w2", "bug", "x"), queue.stopped(1, "w2"),
    )  # fmt: skip
    assert (tried, queue.job(1)) == ((False,) * 6, running)


def test_a_waiting_job_is_cancelled_at_once(queue: Queue, clock: Clock) -> None:
    queue.submit("key", "desk", asked())
    clock.advance(1.0)
    job = queue.cancel(1)
    assert (job.state, job.ended_at, job.cancel_asked_at) == ("cancelled", START + 1.0, START + 1.0)
    assert queue.claim("desk", "w1") is None


def test_a_running_job_is_asked_to_end_and_its_worker_hears_of_it(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    assert queue.is_mine(1, "w1")
    assert (queue.cancel(1).state, queue.job(1).cancel_asked_at) == ("running", START)
    heard = (queue.is_mine(1, "w1"), queue.progress(1, "w1", "x", 0.5), queue.renew(1, "w1"))
    assert heard == (False, False, False)
    assert queue.stopped(1, "w1")
    assert queue.job(1).state == "cancelled"


def test_a_reply_that_comes_after_the_cancel_does_not_undo_it(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    queue.cancel(1)
    assert not queue.finish(1, "w1", DONE)
    assert (queue.job(1).state, queue.job(1).reply) == ("cancelled", None)


def test_what_has_ended_cannot_be_cancelled(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    queue.finish(1, "w1", DONE)
    assert queue.cancel(1) == queue.job(1)
    assert queue.job(1).state == "done"


def test_a_silent_worker_elsewhere_loses_its_job_when_the_lease_is_over(queue: Queue, clock: Clock) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "elsewhere:7:1")
    clock.advance(LEASE_SECONDS - 0.1)
    assert (queue.reap(), queue.renew(1, "elsewhere:7:1")) == (0, True)
    clock.advance(LEASE_SECONDS - 0.1)
    assert queue.reap() == 0
    clock.advance(0.1)
    assert queue.reap() == 1
    assert (queue.job(1).state, queue.job(1).deaths, queue.job(1).started_at) == ("waiting", 1, 0.0)
    assert not queue.finish(1, "elsewhere:7:1", DONE)
    again = queue.claim("desk", "elsewhere:8:1")
    assert again is not None
    assert (again.id, again.share, again.stage) == (1, 0.0, "")


def test_three_deaths_end_a_job_humanely_by_a_code_that_the_log_knows(
    queue: Queue, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    queue.submit("key", "desk", asked())
    for _ in range(3):
        assert queue.claim("desk", "elsewhere:7:1")
        clock.advance(LEASE_SECONDS)
        queue.reap()
    job = queue.job(1)
    ((said,),) = [re.findall(r"Job 1 broke off 3 times and is given up, code (\w{6})$", caplog.messages[0])]
    told = POISON.format(code=said)
    assert (job.state, job.error_kind, job.error, job.deaths) == ("failed", "poison", told, 3)


def test_the_death_of_a_whole_crew_counts_for_no_job(queue: Queue, clock: Clock) -> None:
    queue.submit("key", "desk", asked())
    for _ in range(5):
        queue.enlist("desk", "elsewhere:7:1", crew="elsewhere:6:1")
        assert queue.claim("desk", "elsewhere:7:1")
        clock.advance(LEASE_SECONDS)
        queue.reap()
    assert (queue.job(1).state, queue.job(1).deaths) == ("waiting", 0)


def test_a_worker_that_dies_after_the_cancel_leaves_a_cancelled_job(queue: Queue, clock: Clock) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "elsewhere:7:1")
    queue.cancel(1)
    clock.advance(LEASE_SECONDS)
    queue.reap()
    assert (queue.job(1).state, queue.job(1).deaths) == ("cancelled", 0)


def test_a_worker_that_is_discharged_leaves_its_job_to_the_next(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.claim("desk", "w1")
    queue.discharge("w1")
    assert (queue.job(1).state, queue.job(1).deaths) == ("waiting", 0)


def test_what_a_dead_worker_left_half_made_is_removed(tmp_path: Path, queue: Queue) -> None:
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    for number, out in enumerate((alone, shared, shared)):
        out.mkdir(exist_ok=True)
        (out / ".0123.part").mkdir(exist_ok=True)
        (out / ".song.0123.part").touch()
        queue.submit(f"{number}", "desk", Request(words="x", options={"out": out}))
        queue.claim("desk", f"w{number}")
    (alone / "remix.wav").touch()
    queue.discharge("w0")
    queue.discharge("w1")
    assert [file.name for file in alone.iterdir()] == ["remix.wav"]
    assert sorted(file.name for file in shared.iterdir()) == [".0123.part", ".song.0123.part"]
    queue.discharge("w2")
    assert not shared.exists()


def test_changes_are_told_once_and_cost_nothing_when_there_are_none(tmp_path: Path, queue: Queue) -> None:
    worker = queue_in(tmp_path)
    for number in range(3):
        queue.submit(f"{number}", "desk", asked())
    mark, changed = queue.changes(0)
    assert (changed, queue.changes(mark)) == ((1, 2, 3), (mark, ()))
    worker.claim("desk", "w1")
    later, changed = queue.changes(mark)
    assert (changed, later > mark, queue.changes(later)) == ((1,), True, (later, ()))
    worker.finish(1, "w1", DONE)
    queue.cancel(3)
    assert queue.changes(later)[1] == (1, 3)
    assert queue.changes(0)[1] == (2, 1, 3)


def test_a_beat_of_a_worker_changes_no_job(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.enlist("desk", "w1")
    queue.claim("desk", "w1")
    mark, _ = queue.changes(0)
    assert queue.renew(1, "w1")
    assert (queue.changes(mark), queue.beats()) == ((mark, ()), {"w1": 1})


def test_jobs_are_listed_newest_first_by_person_and_openness(queue: Queue) -> None:
    for number, person in enumerate(("alice", "bob", "alice")):
        queue.submit(f"{number}", "desk", asked(person))
    queue.cancel(1)
    assert [job.id for job in queue.jobs()] == [3, 2, 1]
    assert [job.id for job in queue.jobs(limit=1)] == [3]
    assert [job.id for job in queue.jobs(person="alice")] == [3, 1]
    assert [job.id for job in queue.jobs(person="alice", open_only=True)] == [3]


def test_old_ended_jobs_are_forgotten_and_open_ones_are_not(queue: Queue, clock: Clock) -> None:
    queue.submit("old", "desk", asked())
    queue.submit("open", "desk", asked())
    queue.cancel(1)
    clock.advance(100.0)
    queue.submit("new", "desk", asked())
    queue.cancel(3)
    assert queue.forget(before=clock.now) == 1
    assert [job.key for job in queue.jobs()] == ["new", "open"]
    with pytest.raises(NoSuchJob, match=r"^There is no job 1 any more; ask for it anew\.$"):
        queue.job(1)


def test_of_a_person_who_asks_to_be_forgotten_nothing_stays(tmp_path: Path) -> None:
    database = Database(tmp_path / "bot.db")
    queue = Queue(database)
    for number in range(3):
        long = f"secret {number} " * (1 + 3000 * (number == 1))
        queue.submit(f"secret {number}", "desk", asked("secret alice", long), server="secret")
    queue.submit("other", "desk", asked("bob"))
    running = queue.claim("desk", "w1")
    assert running is not None
    queue.progress(running.id, "w1", "secret stage", 0.5)
    assert queue.remove_person("secret alice") == 3
    assert [job.request.person for job in queue.jobs()] == ["bob"]
    assert (queue.export_person("secret alice"), queue.find("secret 0")) == ((), None)
    database.read("pragma wal_checkpoint(truncate)")
    assert b"secret" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert not queue.is_mine(running.id, "w1")
    assert queue.stopped(running.id, "w1")
    with pytest.raises(NoSuchJob):
        queue.job(running.id)


def test_a_person_gets_all_that_is_kept_of_them(queue: Queue) -> None:
    queue.submit("key", "desk", asked())
    queue.submit("other", "desk", asked("bob"))
    queue.claim("desk", "w1")
    queue.finish(1, "w1", Reply(data={"tempo_bpm": 80}))
    (kept,) = queue.export_person("alice")
    assert (kept["key"], kept["state"], kept["request"]["words"]) == ("key", "done", "slow it")
    assert kept["reply"]["data"] == {"tempo_bpm": 80}


def test_words_that_are_no_characters_are_kept_all_the_same(queue: Queue) -> None:
    job = queue.submit("a\ud800", "desk", asked("p\udfff", "slow \ud800"), server="s\ud800")
    assert queue.find("a\ud800") == job
    assert [found.id for found in queue.jobs(person="p\udfff")] == [job.id]
    assert (job.request.words, job.server) == ("slow \ud800", "s?")
