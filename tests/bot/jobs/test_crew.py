"""A crew of real processes: the dead are replaced, the unwilling are ended, and none outlives the bot."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.jobs.crew import COMMAND, Crew
from bot.jobs.hands import POISON
from bot.jobs.job import Job, Lane
from bot.jobs.living import is_alive, name_of, own_name
from bot.jobs.queue import Queue
from bot.operations.doctor import workers
from skills.talk.errors import BadInput
from skills.talk.request import Request
from tests.bot.jobs.places import queue_in, until

HAND = (sys.executable, "-m", "tests.bot.jobs.hand")
ROOT = Path(__file__).parents[3]
ONE: Mapping[Lane, int] = {"render": 1}


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


@asynccontextmanager
async def at_work(folder: Path, lanes: Mapping[Lane, int] = ONE) -> AsyncIterator[tuple[Crew, Queue]]:
    crew = Crew(folder / "bot.db", lanes, HAND)
    await crew.start()
    try:
        yield crew, queue_in(folder)
    finally:
        await crew.stop()


async def ended(queue: Queue, job: Job) -> Job:
    await until(lambda: not queue.job(job.id).is_open, "the job ends")
    return queue.job(job.id)


def begun(file: Path) -> list[int]:
    """The processes that began with a job whose song is that file."""
    return [int(line) for line in file.read_text().split()] if file.exists() else []


def test_jobs_are_done_in_another_process_niced_and_without_torch(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path, {"desk": 1, "render": 1}) as (crew, queue):
            render = await ended(queue, queue.submit("a", "render", Request(words="tell")))
            desk = await ended(queue, queue.submit("b", "desk", Request(words="tell")))
            assert render.reply is not None
            assert desk.reply is not None
            assert render.reply.data["process"] != desk.reply.data["process"] != os.getpid()
            nice = os.nice(0)
            assert (render.reply.data["niceness"], desk.reply.data["niceness"]) == (min(19, nice + 10), nice)
            assert (render.reply.data["torch"], crew.alive("render"), crew.alive("desk")) == (False, 1, 1)
            await until(lambda: max(crew.heartbeats().values()) < 60.0, "both lanes are heard of")
        assert (crew.alive("render"), crew.alive("desk"), queue.beats()) == (0, 0, {})

    asyncio.run(story())


def test_work_inside_c_code_is_gone_within_seconds_and_the_lane_goes_on(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path) as (crew, queue):
            file = tmp_path / "begun"
            held = queue.submit("held", "render", Request(words="hold everything", song=str(file)))
            after = queue.submit("after", "render", Request(words="tell", person="bob"))
            await until(lambda: begun(file) != [], "the work begins")
            asked_at = time.monotonic()
            assert queue.cancel(held.id).state == "running"
            gone = await ended(queue, held)
            took = time.monotonic() - asked_at
            assert (gone.state, gone.deaths, is_alive(name_of(begun(file)[0]))) == ("cancelled", 0, False)
            done = await ended(queue, after)
            assert (done.state, crew.alive("render")) == ("done", 1)
            assert done.started_at >= gone.ended_at
            assert took < 5.0

    asyncio.run(story())


def test_a_worker_that_is_silent_for_too_long_is_replaced_and_its_job_tried_again(tmp_path: Path) -> None:
    async def story() -> None:
        crew, queue, file = (
            Crew(tmp_path / "bot.db", ONE, HAND, hang_seconds=2.5),
            queue_in(tmp_path),
            "begun",
        )
        await crew.start()
        job = queue.submit("key", "render", Request(words="hang once", song=str(tmp_path / file)))
        done = await ended(queue, job)
        await crew.stop()
        assert (done.state, done.deaths, len(set(begun(tmp_path / file)))) == ("done", 1, 2)

    asyncio.run(story())


def test_willing_work_is_cancelled_without_a_kill(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path) as (_, queue):
            file = tmp_path / "begun"
            job = queue.submit("key", "render", Request(words="work willingly", song=str(file)))
            await until(lambda: queue.job(job.id).stage == "working", "it says how far it is")
            queue.cancel(job.id)
            assert (await ended(queue, job)).state == "cancelled"
            after = await ended(queue, queue.submit("after", "render", Request(words="tell")))
            assert after.reply is not None
            assert [after.reply.data["process"]] == begun(file)

    asyncio.run(story())


@pytest.mark.parametrize("stage", ["the start", "a stage", "the preview"])
def test_the_job_of_a_worker_that_died_is_done_by_the_next(stage: str, tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path) as (_, queue):
            file = tmp_path / "begun"
            job = queue.submit("key", "render", Request(words=f"die once {stage}", song=str(file)))
            done = await ended(queue, job)
            assert (done.state, done.deaths, len(set(begun(file)))) == ("done", 1, 2)
            assert (done.preview is not None) == (stage == "the preview")

    asyncio.run(story())


def test_a_job_of_which_three_workers_died_fails_humanely_and_the_lane_goes_on(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path) as (_, queue):
            file = tmp_path / "begun"
            job = await ended(queue, queue.submit("key", "render", Request(words="die", song=str(file))))
            assert (job.state, job.error_kind, job.deaths) == ("failed", "poison", 3)
            assert re.fullmatch(re.escape(POISON).replace(r"\{code\}", r"[0-9A-F]{6}"), job.error)
            assert len(set(begun(file))) == 3
            assert (await ended(queue, queue.submit("next", "render", Request()))).state == "done"

    asyncio.run(story())


def test_a_crew_that_stops_gives_its_job_back_without_counting_a_death(tmp_path: Path) -> None:
    async def story() -> None:
        file = tmp_path / "begun"
        async with at_work(tmp_path) as (_, queue):
            job = queue.submit("key", "render", Request(words="work willingly", song=str(file)))
            await until(lambda: begun(file) != [], "the work begins")
        assert (queue.job(job.id).state, queue.job(job.id).deaths) == ("waiting", 0)
        assert is_alive(name_of(begun(file)[0])) is False

    asyncio.run(story())


def test_no_worker_outlives_a_bot_that_was_killed_and_its_job_goes_on_with_the_next(tmp_path: Path) -> None:
    file = tmp_path / "begun"
    queue = queue_in(tmp_path)
    stuck = queue.submit("stuck", "render", Request(words="hold everything", song=str(file)))

    async def story() -> None:
        bot = subprocess.Popen([sys.executable, "-m", "tests.bot.jobs.bot", str(tmp_path / "bot.db")])
        await until(lambda: begun(file) != [], "the work begins")
        worker = name_of(begun(file)[0])
        assert is_alive(worker)
        bot.kill()
        bot.wait()
        await until(lambda: is_alive(worker) is False, "the worker ends with the bot")
        assert queue.job(stuck.id).state == "running"
        assert queue.reap() == 1
        assert (queue.job(stuck.id).state, queue.job(stuck.id).deaths) == ("waiting", 0)
        queue.cancel(stuck.id)

    asyncio.run(story())


def test_a_crew_alone_ends_well_when_it_is_told_to(tmp_path: Path) -> None:
    standing = subprocess.Popen(
        [sys.executable, "-m", "tests.bot.jobs.bot", str(tmp_path / "bot.db"), "standing"]
    )

    async def story() -> None:
        queue = queue_in(tmp_path)
        assert (await ended(queue, queue.submit("key", "render", Request()))).state == "done"

    asyncio.run(story())
    standing.send_signal(signal.SIGTERM)
    assert (standing.wait(), queue_in(tmp_path).beats()) == (0, {})


def test_a_worker_that_cannot_start_is_tried_again_with_longer_and_longer_pauses(tmp_path: Path) -> None:
    script = f"open({str(tmp_path / 'tries')!r}, 'a').write('x'); raise SystemExit(3)"

    async def story() -> None:
        crew = Crew(tmp_path / "bot.db", ONE, (sys.executable, "-c", script))
        await crew.start()
        tries = tmp_path / "tries"
        await until(lambda: tries.exists() and len(tries.read_text()) >= 3, "it is tried again")
        assert crew.heartbeats() == {"render": float("inf")}
        await crew.stop()

    asyncio.run(story())


def test_workers_that_never_start_are_told_in_one_sentence_and_then_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = f"open({str(tmp_path / 'tries')!r}, 'a').write('x'); raise SystemExit(3)"

    async def story() -> None:
        crew = Crew(tmp_path / "bot.db", ONE, (sys.executable, "-c", script))
        await crew.start()
        tries = tmp_path / "tries"
        await until(lambda: tries.exists() and len(tries.read_text()) >= 5, "it is tried again")
        await crew.stop()

    asyncio.run(story())
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING", "ERROR"]
    assert caplog.messages[-1] == (
        "No worker of the lane render can be started (3), so nothing is answered there; "
        "`refrain doctor` says what is missing, and I keep trying"
    )


def test_folders_named_like_ours_where_the_bot_is_started_are_nothing_to_its_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("bot", "skills"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    ran = subprocess.run([*COMMAND, "--help"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert workers.starts([*workers.COMMAND[:-1], "import bot.jobs.worker"]).state == "well"


def test_a_crew_on_a_damaged_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "bot.db").write_bytes(b"not a database " * 1000)
    with pytest.raises(BadInput, match="it is no database"):
        asyncio.run(Crew(tmp_path / "bot.db", ONE, HAND).start())


def test_a_process_is_known_by_its_name_and_by_when_it_began() -> None:
    machine, number, began = own_name().rsplit(":", 2)
    assert is_alive(own_name()) is True
    assert is_alive(f"{machine}:{number}:{began}9") is False
    assert is_alive(f"elsewhere:{number}:{began}") is None
    assert is_alive("anybody") is None
