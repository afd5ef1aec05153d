"""A worker answers, tells how far it is, stops when it is told to, and breaks off humanely."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.jobs.database import Database
from bot.jobs.job import Job
from bot.jobs.queue import Queue
from bot.jobs.watching import JobWatch
from bot.jobs.worker import Answer, House, Worker
from skills.talk.errors import BadInput, Stopped
from skills.talk.reply import Preview, Reply
from skills.talk.request import Request
from skills.talk.watch import Cancelled, Watch
from tests.bot.jobs.places import DONE, PATIENCE_SECONDS, asked, queue_in

HEARD = Preview(Path("/out/preview.ogg"), "“Open Road” by Ana", "made with AI", ("open-road",))


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "bot.db")


@pytest.fixture
def queue(database: Database) -> Queue:
    return Queue(database)


def outcome(queue: Queue, answer: Answer) -> Job:
    """What becomes of a job with that answer."""
    job = queue.submit("key", "desk", asked())
    assert Worker(queue, "desk", answer, "w1").run_once()
    return queue.job(job.id)


def raising(problem: BaseException) -> Answer:
    def answer(request: Request, watch: Watch) -> Reply:
        raise problem

    return answer


def willing(request: Request, watch: Watch) -> Reply:
    """Work until the watch stops it."""
    turn = threading.Event()
    for _ in range(int(PATIENCE_SECONDS / 0.005)):
        watch.stage("working", 0.5)
        turn.wait(0.005)
    return DONE


def test_without_a_job_nothing_is_done(queue: Queue) -> None:
    assert not Worker(queue, "desk", raising(AssertionError())).run_once()


def test_the_reply_is_kept(queue: Queue) -> None:
    given: list[Request] = []

    def answer(request: Request, watch: Watch) -> Reply:
        given.append(request)
        return DONE

    done = outcome(queue, answer)
    assert (done.state, done.reply, given) == ("done", DONE, [asked()])


def test_what_cannot_be_served_fails_with_its_own_sentence(queue: Queue) -> None:
    job = outcome(queue, raising(BadInput("“x” is no purpose; write “private”.")))
    assert (job.state, job.error_kind) == ("failed", "BadInput")
    assert job.error == "“x” is no purpose; write “private”."


def test_a_bug_is_told_with_a_code_that_stands_in_the_log_beside_its_traceback(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        job = outcome(queue, raising(ZeroDivisionError("a secret")))
    said = r"Something broke on my side\. Try again; if it stays so, report the code ([0-9A-F]{6})\."
    told = re.fullmatch(said, job.error)
    assert told is not None
    assert (job.state, job.error_kind) == ("failed", "bug")
    assert f"code {told[1]}" in caplog.text
    assert "ZeroDivisionError: a secret" in caplog.text


def test_a_reply_that_cannot_be_kept_is_a_bug_and_not_the_end_of_the_worker(queue: Queue) -> None:
    assert outcome(queue, lambda request, watch: Reply(data={"x": object()})).error_kind == "bug"


def test_too_little_memory_is_told_as_such(queue: Queue) -> None:
    job = outcome(queue, raising(MemoryError()))
    assert (job.error_kind, job.error) == (
        "MemoryError", "There was not enough memory for this; try a shorter song, or later.",
    )  # fmt: skip


@pytest.mark.parametrize("stop", [Stopped(), Cancelled("x")])
def test_work_that_stops_unasked_fails_and_is_not_tried_for_ever(queue: Queue, stop: Exception) -> None:
    assert outcome(queue, raising(stop)).error == "The work was stopped; ask for it again."


def test_cancelled_work_stops_at_its_next_stage(tmp_path: Path, queue: Queue) -> None:
    begun = threading.Event()

    def answer(request: Request, watch: Watch) -> Reply:
        begun.set()
        return willing(request, watch)

    job = queue.submit("key", "desk", asked())
    thread = threading.Thread(target=Worker(queue, "desk", answer, "w1").run_once)
    thread.start()
    assert begun.wait(PATIENCE_SECONDS)
    queue_in(tmp_path).cancel(job.id)
    thread.join(PATIENCE_SECONDS)
    assert (thread.is_alive(), queue.job(job.id).state, queue.job(job.id).reply) == (False, "cancelled", None)


def test_work_that_was_taken_away_stops_and_changes_nothing(tmp_path: Path, queue: Queue) -> None:
    other, ended = queue_in(tmp_path), []

    def answer(request: Request, watch: Watch) -> Reply:
        other.discharge("w1")
        taken = other.claim("desk", "w2")
        try:
            return willing(request, watch)
        finally:
            ended.append(taken)

    job = outcome(queue, answer)
    assert (job, [job]) == (ended[0], ended)


def test_a_worker_that_shall_end_gives_its_job_back(queue: Queue) -> None:
    stop = threading.Event()

    def answer(request: Request, watch: Watch) -> Reply:
        stop.set()
        return willing(request, watch)

    job = queue.submit("key", "desk", asked())
    Worker(queue, "desk", answer, "w1").run(stop)
    assert (queue.job(job.id).state, queue.job(job.id).deaths, queue.beats()) == ("waiting", 0, {})


def test_a_resting_worker_takes_what_comes(tmp_path: Path, queue: Queue) -> None:
    stop, other = threading.Event(), queue_in(tmp_path)

    def answer(request: Request, watch: Watch) -> Reply:
        if request.words == "last":
            stop.set()
        return DONE

    thread = threading.Thread(target=Worker(queue, "desk", answer, "w1").run, args=(stop,))
    thread.start()
    first = other.submit("first", "desk", asked())
    while other.job(first.id).is_open:
        thread.join(0.005)
    last = other.submit("last", "desk", asked(words="last"))
    thread.join(PATIENCE_SECONDS)
    assert (thread.is_alive(), other.job(first.id).state, other.job(last.id).state) == (False, "done", "done")


def test_a_reply_waits_until_the_disk_takes_it(tmp_path: Path, database: Database, queue: Queue) -> None:
    other = Database(tmp_path / "bot.db")
    unlock = threading.Event()

    def locked() -> None:
        with other.writing():
            held.set()
            unlock.wait(PATIENCE_SECONDS)

    held, holder = threading.Event(), threading.Thread(target=locked)

    def answer(request: Request, watch: Watch) -> Reply:
        database.read("pragma busy_timeout = 1")
        holder.start()
        held.wait(PATIENCE_SECONDS)
        threading.Timer(0.1, unlock.set).start()
        return DONE

    assert outcome(queue, answer).state == "done"
    holder.join()


class Told:
    """Hands that keep nothing, and say whether the worker shall go on."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.mine = True

    def __getattr__(self, name: str) -> Callable[..., bool]:
        def call(*values: object) -> bool:
            self.calls.append(name)
            return self.mine

        return call


def test_the_watch_writes_the_latest_stage_once_and_renews_once_a_second(queue: Queue) -> None:
    job, told, times = queue.submit("key", "desk", asked()), Told(), iter([0.0, *(n / 4 for n in range(99))])
    now = [0.0]
    watch = JobWatch(told, job, "w1", threading.Event(), lambda: now[0])  # type: ignore[arg-type]
    for share in range(10):
        watch.stage("stems", share / 10)
    watch.preview_ready(HEARD)
    for _ in range(6):
        watch.tick()
        now[0] = next(times)
    assert told.calls[:2] == ["preview", "progress"]
    assert told.calls.count("progress") == 1
    told.calls.clear()
    for _ in range(8):
        now[0] += 0.25
        watch.tick()
    assert (told.calls.count("renew"), told.calls.count("is_mine")) == (2, 6)


def test_the_watch_stops_the_work_when_the_job_is_no_longer_its_own(queue: Queue) -> None:
    told = Told()
    watch = JobWatch(told, queue.submit("key", "desk", asked()), "w1", threading.Event())  # type: ignore[arg-type]
    watch.stage("stems", 0.1)
    told.mine = False
    watch.tick()
    with pytest.raises(Cancelled):
        watch.stage("stems", 0.2)
    with pytest.raises(Cancelled):
        watch.preview_ready(HEARD)


def test_the_skills_let_a_stop_through_and_keep_nothing_half_made(tmp_path: Path, queue: Queue) -> None:
    from bot.config import default_config

    config = default_config({"REFRAIN_HOME": str(tmp_path / "home")})
    config["catalogue"]["demo_songs"] = False
    stop = threading.Event()
    house = House(config)

    def answer(request: Request, watch: Watch) -> Reply:
        house.open()
        stop.set()
        return house(request, watch)

    sound = tmp_path / "song.wav"
    sound.write_bytes(wave_of_a_second())
    about = {"license": "CC0-1.0", "title": "Square", "artist": "Ana"}
    ask = Request(word="songs", options={"action": "add", "files": [str(sound)], **about})
    job = queue.submit("key", "desk", ask)
    Worker(queue, "desk", answer, "w1").run(stop)
    ended = queue.job(job.id)
    assert (ended.state, ended.error) == ("waiting", "")
    assert [file for file in (tmp_path / "home" / "library").rglob("*") if file.is_file()] == []


def wave_of_a_second() -> bytes:
    """A second of a square wave, as a WAV file."""
    import io
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(44100)
        sound.writeframes((b"\x00\x20" * 50 + b"\x00\xe0" * 50) * 441)
    return file.getvalue()
